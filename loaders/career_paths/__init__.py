"""From one role to another: the ways that careers go, what each step asks for, and how far two roles are apart."""
