### Further questions, for whoever presses “Answer a few more”. At most 160 characters each, plain words.
### $role: child, family, school, citizen. Never “why”, never details, never pictures.

## Buttons
button-more = Answer a few more
button-enough = Review and send now
button-language-other = Another language: M'Nông, Ê Đê, Mông…
chosen = ✓ { $option }
review-several = { $question }: { $count } things
review-more = { $role ->
    [child] You can send it now. If you like, there are { $count } more short questions; you may skip any of them.
   *[other] You can send it now. If you want to help more, there are { $count } more short questions; any may be skipped.
}

## Is anybody hurt
ask-injured = Is anybody hurt, unconscious, bleeding or short of breath?
beside-injured = If anybody is hurt, unconscious, bleeding or short of breath, choose “Somebody is hurt” below.
name-injured = Injuries
injured-yes = Somebody is hurt
injured-no = Nobody is hurt
injured-unknown = I don't know
injured-words = Call 115 now, or ask the nearest person to call. Don't move anybody who is badly hurt.

## In the last three days
ask-recent = Did this happen in the last 3 days?
beside-recent = { $role ->
    [child] If this happened in the last 3 days, choose “In the last 3 days” below: there is medicine that helps when it comes soon.
   *[other] If this happened in the last 3 days, choose “In the last 3 days” below: the child should see a doctor soon.
}
name-recent = When it happened
recent-yes = In the last 3 days
recent-no = No, longer ago
recent-unknown = I don't know
recent-words = { $role ->
    [child] Please go to a hospital or health station soon, within 72 hours, with a grown-up you trust. If you can, don't wash first.
   *[other] Please take the child to a hospital soon, within 72 hours. If possible, no bath and no washing of clothes first.
}

## Hurting oneself
ask-self_harm_today = { $role ->
    [child] Are you thinking of hurting yourself or of not living any more today?
   *[other] Has the child spoken or thought of hurting itself or of not living any more today?
}
beside-self_harm_today = { $role ->
    [child] If you are thinking of hurting yourself today, choose “Yes, today” below, so that the officer knows at once.
   *[other] If the child is thinking of hurting itself today, choose “Yes, today” below, so that the officer knows at once.
}
name-self_harm_today = Thinking of it today
self_harm_today-yes = Yes, today
self_harm_today-no = No
self_harm_today-unsaid = I'd rather not say
self-harm-today-words = { $role ->
    [child] I worry about you. The officer on duty is told now. Is somebody near you? Go and sit with them, and call 111 any time.
   *[other] Please stay with the child and put dangerous things away. Listen, don't blame. If the child is hurt, call 115.
}

## Online
ask-online_threat = Is anybody demanding pictures or money, wanting to meet, or threatening to post something?
beside-online_threat = If somebody demands pictures or money, wants to meet or threatens to post, choose “Being pressed or threatened” below.
name-online_threat = Demands or threats
online_threat-yes = Being pressed or threatened
online_threat-no = No
online_threat-unknown = I don't know
online-threat-words = { $role ->
    [child] It isn't your fault. Send no money or pictures, and don't go to meet. Keep the messages, save the threat, then block.
   *[other] Please don't pay and don't delete messages. Save the threat and the account's name, then block. Don't blame the child.
}

## A dangerous place
ask-in_water = Is a child in the water or in trouble there now?
beside-in_water = If a child is in the water or in trouble there now, choose “A child is in trouble” below.
name-in_water = There right now
in_water-yes = A child is in trouble
in_water-no = No
in_water-unknown = I don't know
ask-hazard_kind = What kind of place is it?
name-hazard_kind = Kind of place
hazard_kind-pond = Pond
hazard_kind-lake = Lake, dam, river
hazard_kind-pit = Pit, building site
hazard_kind-electricity = Electricity
hazard_kind-road = Road, traffic
hazard_kind-other = Another place
ask-near_school = Is it near a school or a way that children take?
name-near_school = Near a school or way
near_school-yes = Yes
near_school-no = No
near_school-unknown = I don't know

## A place that cares for children
ask-facility_name = What is the place called, and where is it? Write what you know; short is fine.
name-facility_name = Name of the place
ask-facility_harm = Is any child beaten, harmed or left hungry there?
name-facility_harm = Children harmed there
facility_harm-yes = Yes
facility_harm-no = No
facility_harm-unknown = I don't know

## Where
ask-setting = Where did it happen?
name-setting = Kind of place
setting-home = At home
setting-other_home = Somebody else's home
setting-school = School
setting-care_home = Care home, shelter
setting-work = Place of work
setting-public = Public place
setting-online = Online
setting-unknown = I don't know

## Boy or girl
ask-sex = Is the child a boy or a girl?
name-sex = Boy or girl
sex-boy = Boy
sex-girl = Girl
sex-other = Other, rather not say
sex-unknown = I don't know

## Near the child
ask-daily_access = { $role ->
    [child] Does the person who worries you live with you or meet you every day?
   *[other] Does the person who worries you live with the child, or meet the child every day?
}
name-daily_access = { $role ->
    [child] Meets you daily
   *[other] Meets the child daily
}
daily_access-yes = Yes
daily_access-sometimes = Sometimes
daily_access-no = No
daily_access-unknown = I don't know

## Who it is
ask-relationship = Who is the person to the child?
name-relationship = The person is
relationship-parent = Father, mother
relationship-step_parent = Stepfather, stepmother
relationship-relative = Grandparent, relative
relationship-school_staff = Teacher, school staff
relationship-classmate = Schoolmate
relationship-neighbour = Neighbour
relationship-online = Somebody met online
relationship-employer = Employer
relationship-commune_officer = Officer of the commune
relationship-stranger = Stranger
relationship-other = Somebody else
relationship-unknown = I don't know
conflict-province = This report goes straight to the province. The commune's officers don't receive it and can't open it.
conflict-moved = This report has moved to the province; the commune's officers can't open it any more. What was sent before, they may have read.

## How often
ask-repeated = Was it the first time, or has it happened often?
name-repeated = How often
repeated-once = The first time
repeated-many = Many times
repeated-ongoing = It is going on
repeated-unknown = I don't know

## The school
ask-school_safety = Is the child safe on the way home today, and who collects the child? What has the school done? Choose one or write.
name-school_safety = Safe today
school_safety-safe = Somebody trusted collects the child
school_safety-unsafe = The person reported collects the child
ask-signs = Which signs have you seen? Choose each one, then “Done”. Only what you saw yourself.
more-signs = Noted. Choose another one, or “Done”.
name-signs = Signs seen
signs-changed = Sudden change, irritable, anxious
signs-withdrawn = Withdrawn, less with friends
signs-afraid = Afraid of a person or a place
signs-startled = Startles, fears being touched
signs-sleep = Nightmares, sleepless
signs-results = Results have fallen
signs-injuries = Bruises or wounds unexplained
signs-clothes = Torn or bloody clothes
signs-pain = Pain or itching below; trouble sitting
signs-sexualised = Words or acts not fit for the age
signs-attached = Unusual attachment to somebody
signs-absent = Absent 3 days or more, no reason
signs-works = Works in season instead of school
signs-wedding = Speaks of a wedding soon
signs-hungry = Hungry, unkempt, no warm clothes
signs-water = Plays alone by ponds or lakes
signs-gifts = Money or gifts from an online “friend”

## Who cares
ask-carer = Who looks after the child now? Choose one or write.
name-carer = Who looks after the child
carer-parents = Parents
carer-grandparents = Grandparents
carer-relatives = Other relatives
carer-nobody = Nobody

## A grown-up you trust
ask-trusted_adult = Is there a grown-up you trust? Choose one, or write who it is.
name-trusted_adult = A trusted grown-up
trusted_adult-yes = Yes
trusted_adult-no = No
trusted_adult-unsaid = I'd rather not say

## Told anybody
ask-reported = Have you told anybody? Choose each one, then “Done”.
more-reported = Noted. Choose another one, or “Done”.
name-reported = Told already
reported-nobody = Nobody yet
reported-police = The police
reported-commune = The commune's committee
reported-line_111 = The helpline 111
reported-school = The school
reported-hospital = Hospital, health station
reported-other = Somebody else
reported-unsolved = Told, but nothing was done

## Calling back
ask-safe_contact = If an officer may call you, write your number and a safe time to talk. If you only want to write here, choose “Skip”.
name-safe_contact = Safe way to call
ask-call_language = Which language should the officer speak when calling?
name-call_language = Language
call_language-vietnamese = Vietnamese
call_language-mnong = M'Nông
call_language-ede = Ê Đê
call_language-mong = Mông
call_language-ma = Mạ
call_language-koho = K'Ho
call_language-tay_nung = Tày, Nùng
call_language-other = Another language
call-language-noted = Noted, so that the officer can find a speaker. To be called, write your number and a safe time when you tell the story.

## The child's name
ask-child_name = The child's name, class and school, if you know them and wish to say. Without a name the report is handled just the same.
name-child_name = The child's name
