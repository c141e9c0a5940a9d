package agentbus

import rego.v1

# The role of the credential and those of the tenant count alike.
held_roles contains input.user.role

held_roles contains role if some role in input.security_context.user_roles

is_admin if "admin" in held_roles

has_permission(permission) if permission in input.security_context.permissions
