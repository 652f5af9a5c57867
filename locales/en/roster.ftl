### What is wrong with a roster, a rotation or a change as it was written. $written is in quotation marks.

roster-fault-unit-unknown = unknown unit { $written }
roster-fault-unit-several = unit { $written } may be { $codes } or { $last }: write the code
roster-fault-moment = { $field } { $written } is not a local time like 2026-11-23T07:00
roster-fault-skipped = { $field } { $written } never comes: the clocks are set forward then
roster-fault-date = { $field } { $written } is not a date like 2026-11-23
roster-fault-clock = { $field } { $written } is not a time like 07:00
roster-fault-span = from must be before until
roster-fault-days = begins must be before ends
roster-fault-username = unknown username { $written }
roster-fault-disabled = { $username } has been disabled
roster-fault-administrator = { $username } is an administrator, who takes no duty
roster-fault-may-not-read = { $username } belongs to { $own } and may not read what { $unit } is sent
roster-fault-same-officer = { $username } can't stand in for { $username }
roster-fault-place = unknown place { $written }: write on_duty or backup
roster-fault-turn = a turn lasts 1 to { $most } days
roster-fault-crew = a rotation needs a crew
roster-fault-weekday = unknown weekday { $written }: write { $weekdays }
roster-fault-day-kind = unknown kind of day { $written }: write working or rest

## A whole file, and its rows or events
roster-fault-header = the first line must be { $header }
roster-fault-too-long = is far too long: a quotation mark may be out of place
roster-fault-cells = has { $found } cells instead of { $needed }
roster-fault-overlaps = overlaps { $each } { $number }
roster-fault-no-calendar = is no iCalendar file
roster-fault-repeats = repeats itself: add it as a rotation
roster-fault-no-times = needs a beginning and an end with times
roster-fault-title = its title must be like: 24736 on_duty an

## What is meant: as the command line and the file call it
roster-field-from = from
roster-field-until = until
roster-field-begins = begins
roster-field-ends = ends
roster-field-at = at
roster-each-line = line
roster-each-event = event
