"""The addresses that are open to who is not signed in yet, because they are for signing in."""

import re

# What Streamlit's own OIDC routes answer; they do nothing where no provider is set up.
OPEN_DOORS = re.compile(r"/sign-in(/oidc)?|/invitation(/[\w-]+)?|/auth/login|/oauth2callback")
