/* Bengali digits in what the admin's own scripts count: chosen rows, hours, days of the calendar. */
"use strict";
{
  const bengali = (text) => String(text).replace(/[0-9]/g, (digit) => "০১২৩৪৫৬৭৮৯"[digit]);
  const latin = (text) => text.replace(/[০-৯]/g, (digit) => "০১২৩৪৫৬৭৮৯".indexOf(digit));

  // Both are there on the pages that need them.
  const { interpolate, CalendarNamespace } = window;

  if (interpolate) {
    // Numbers only: ids of fields pass through here as well.
    const shown = (value) => (typeof value === "number" ? bengali(value) : value);
    window.interpolate = (text, values, named) =>
      interpolate(
        text,
        named
          ? Object.fromEntries(Object.entries(values).map(([name, each]) => [name, shown(each)]))
          : values.map(shown),
        named,
      );
  }

  if (CalendarNamespace) {
    const draw = CalendarNamespace.draw;
    CalendarNamespace.draw = (month, year, id, choose, selected) => {
      // A day that is pressed is read from its own text.
      draw(month, year, id, (y, m, day) => choose(y, m, latin(day)), selected);
      for (const part of document.getElementById(id).querySelectorAll("caption, td a")) {
        part.textContent = bengali(part.textContent);
      }
    };
  }
}
