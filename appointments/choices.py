"""The answers a family can choose from, and the outcomes staff can record."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Concern(models.TextChoices):
    LUMP = "lump", _("A lump or swelling")
    BELLY = "belly", _("A swollen belly, or blood in the urine")
    HEAD = "head", _("Headache with vomiting, unsteady walk, fits")
    EYE = "eye", _("A white pupil, a squint or a bulging eye")
    BONE = "bone", _("Pain in a bone or joint, or a limp")
    SKIN = "skin", _("A birthmark or a lump in the skin")
    DIAGNOSED = "diagnosed", _("A tumour has already been found")
    OPINION = "opinion", _("Another opinion about treatment")
    AFTER = "after", _("A question after an operation or treatment")
    OTHER = "other", _("Something else, or I am not sure")


class UrgentSign(models.TextChoices):
    """Ticks that make a request an emergency; they never stop it from being sent."""

    UNCONSCIOUS = "unconscious", _("The child cannot be woken")
    FIT = "fit", _("The child is having a fit, or has just had one")
    BREATHING = "breathing", _("Hard breathing, or blue lips")
    BLEEDING = "bleeding", _("Heavy bleeding that does not stop")
    LEGS = "legs", _("The child suddenly cannot move the legs")
    BELLY = "belly", _("Severe belly pain, or green vomit")
    FEVER = (
        "fever",
        _("Fever of 38.0 °C (100.4 °F) or more during chemotherapy or with a line in the vein"),
    )


class FilledBy(models.TextChoices):
    PARENT = "parent", _("The child's mother, father or guardian")
    RELATIVE = "relative", _("A relative")
    DOCTOR = "doctor", _("A doctor or health worker")
    OTHER = "other", _("Someone else")


class Relationship(models.TextChoices):
    """What the child is to the guardian."""

    CHILD = "child", _("My son or daughter")
    GRANDCHILD = "grandchild", _("My grandchild")
    SIBLING = "sibling", _("My brother or sister")
    RELATIVE = "relative", _("Another relative's child")
    OTHER = "other", pgettext_lazy("relationship", "Not related to me")


class PhoneOwner(models.TextChoices):
    OWN = "own", _("My own phone")
    SHARED = "shared", _("A phone our family shares")
    NEIGHBOUR = "neighbour", _("A neighbour's or somebody else's phone")


class ContactMethod(models.TextChoices):
    PHONE = "phone", _("Phone call")
    WHATSAPP = "whatsapp", _("WhatsApp")
    SMS = "sms", _("Text message (SMS)")
    EMAIL = "email", _("Email")


class BestTime(models.TextChoices):
    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")
    ANY = "any", _("Any time")


class KnownPatient(models.TextChoices):
    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("I am not sure")


class Language(models.TextChoices):
    BENGALI = "bn", _("Bengali")
    ENGLISH = "en", _("English")


class CallOutcome(models.TextChoices):
    REACHED = "reached", _("Reached")
    NO_ANSWER = "no_answer", _("No answer")
    SWITCHED_OFF = "switched_off", _("Switched off")
    WRONG_NUMBER = "wrong_number", _("Wrong number")
    SOMEONE_ELSE = "someone_else", _("Someone else answered")


class Source(models.TextChoices):
    """How a request came to the clinic."""

    FORM = "form", _("Form on the site")
    TELEPHONE = "telephone", _("Telephone")
    WALK_IN = "walk_in", _("Came in person")
    LETTER = "letter", _("Referral letter")


class ReferralUrgency(models.TextChoices):
    """How soon a family that is sent elsewhere has to be there."""

    EMERGENCY = "emergency", _("At once, as an emergency")
    PLANNED = "planned", _("Not an emergency")
