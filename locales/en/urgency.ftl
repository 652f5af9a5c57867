### Why a report is as urgent as it is, and what to heed, for officers in the case. The rules: interviews/urgency.toml.

## Why
reason-danger-now = The reporter says that the child is in danger now.
reason-danger-today = There may be danger today.
reason-injured = Somebody is hurt.
reason-self-harm-today = The child thinks of hurting itself or of dying today.
reason-self-harm = The child is very sad and wants to hurt itself.
reason-missing = The child is missing, lured away or trafficked.
reason-recent = Sexual abuse in the last 3 days: medical care before 72 hours.
reason-sexual = Touched, forced into adult things.
reason-sexual-and-near = Touched, and the person meets the child every day.
reason-today-and-near = Danger is possible today, and the person meets the child every day.
reason-near-daily = The person lives with the child or meets it every day.
reason-in-water = A child is in the water or in trouble.
reason-left-alone = Nobody looks after a small child.
reason-abandoned = A child under 4, and the story says abandoned.
reason-unsafe-tonight = The person reported will collect the child today.
reason-words-danger = The words speak of danger to life.
reason-words-sexual = The words speak of sexual abuse.
reason-words-trafficking = The words speak of trafficking or luring away.
reason-words-marriage = The words speak of a forced marriage.
reason-words-harm = The words speak of grave violence.
reason-online = Something online.
reason-online-threat = Pictures or money are demanded, or threats are made.
reason-marriage = Forced to marry or live as a couple.
reason-hit-again = Beaten many times, or still going on.
reason-facility-harm = Children are harmed in a place that cares for them.
reason-harm = This kind of trouble, by itself, is of the normal level.
reason-hazard = A dangerous place, by itself, is of the low level.
reason-under-six = A small child: one level more.
reason-unknown = It wasn't said what happened.

## To heed
note-no-contact = The person reported is near the child: don't call or write to the child's phone or home.
note-medical = A doctor within 72 hours of what happened: call the health service now.
note-injured = Somebody is hurt: check that 115 was called.
note-health-desk = The province's health desk first. No contact with parents without a recorded decision.
note-conflict = The person reported works for the commune or the school: the province alone acts, the commune isn't told.
note-by-wish = The reporter wishes the province to act, not the commune.
note-unsolved = Told elsewhere before, and nothing was done: a supervisor should look.
note-education = It happened at school: bring in the education office.
note-inspection = A place that cares for children: consider an inspection.
note-works = A dangerous place: pass it to the commune's works, roads or farming officer.
note-evidence = Keep what is online; take and forward no picture of the child.
note-trusted-adult = There is an answer about a grown-up whom the child trusts: contact only if the child agrees.
note-language = A call is wanted in the language named in the answers: a speaker is needed.
