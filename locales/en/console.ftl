### The officers' pages, and what the API says when it refuses.

## API: why a request was refused
fault-not_logged_in = The session has ended, or nobody is logged in.
fault-wrong_credentials = The username or the password isn't right. After many wrong tries, wait an hour.
fault-password_change_required = The password must be changed before anything else.
fault-not_found = There is no such thing that you may see.
fault-method_not_allowed = This address doesn't take that method.
fault-malformed_json = The body isn't JSON.
fault-wrong_shape = The body doesn't have the right shape: { $detail }
fault-unknown_query = The query has a key or a value that means nothing here.
fault-too_large = The body is too large.
fault-broken = Something broke on the server and nothing was changed. Please try again.
