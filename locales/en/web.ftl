### Sentences of the web page alone. Plain words, at most 160 characters a sentence.

## The frame of the page
web-leave = Quick exit
web-language = English
web-call = In danger? Call now
web-remembered = The browser may remember this page's address. To be safer, use a private window, and afterwards delete the page from the history.

## In the conversation
web-send = Send these words
web-help = Help
web-status = Status by code
web-report = Back to the report
web-proof-keep = A file you download stays on this device. If others use it too, think before you do.
web-proof-pdf = Download the proof (PDF)
web-proof-text = Download as text
web-wipe = Delete the conversation
web-wipe-sure = Every answer not sent yet will be deleted. A report that was sent, or an urgent message, stays with the officers.
web-wipe-now = Delete now
web-nothing-written = There is nothing in the box yet. Please write in it, or press a button below.
web-too-long = This is too long to be sent; your words are still in the box. Please send them in two parts, each below 10,000 characters.
web-speak = Say it instead of writing
web-speak-why = An officer will hear your voice. You can type instead. Only speak where nobody near you can hear.
web-speak-how = Press the field: your device records, or lets you choose a recording. Up to { $megabytes } MB:
web-speak-send = Send what I said
web-nothing-chosen = Nothing is chosen yet to be sent. Please press the field, choose, then press send. Writing is fine too.
web-attach-pictures = Send a picture along
web-attach = Send a picture or file along
web-attach-why = Nobody asks for pictures. If you want to send one: up to { $megabytes } MB at a time. It is sealed, and two officers must agree to open it.
web-attach-send = Send it along
web-forgotten = What was here before has been erased from this page. A report you sent is with the officers; the code shows it. If you sent none, please begin again.
web-old-page = That page was out of date, so these words were not sent. They are still in the box: press “Send these words” if you still want to.

## Looking with the code
web-look-up = Look

## When something goes wrong
web-not-sent = Our machine has a problem and didn't receive this. What you answered is still here; please send it again in a moment.
web-choose-again = The recording or file you chose can't be kept here: once this is sent, please choose it again.
web-send-again = Send again
web-go-on = To the conversation
web-danger = If there is danger, call at once: { $emergency_numbers }.
web-refused = That page was out of date and can't be used any more. Nothing is lost or changed.
web-not-found = There is no such page. The page for reports is here:
web-too-large = What you sent is too long to be received. Please go back and send it in several parts.
web-failed = Our machine has a problem. Please try again in a moment.
