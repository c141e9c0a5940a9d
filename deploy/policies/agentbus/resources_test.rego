package agentbus_test

import data.agentbus
import rego.v1

test_a_denied_tool if agentbus.deny == {"tool_denied"} with input as {"target": {"tool": "shell.run"}}

test_a_tool_that_no_list_names if agentbus.deny == set() with input as {"target": {"tool": "search"}}

test_a_tool_outside_of_the_allow_list if {
	agentbus.deny == {"tool_not_allowed"} with input as {"target": {"tool": "search"}}
		with data.agentbus.tools.allow as ["mail.*"]
}

test_deny_stands_before_the_allow_list if {
	agentbus.deny == {"tool_denied"} with input as {"target": {"tool": "shell.run"}}
		with data.agentbus.tools.allow as ["shell.*"]
}

test_a_denied_data_scope if agentbus.deny == {"data_scope_denied"} with input as {"target": {"data_scope": "secrets.keys.db"}}

test_a_denied_repository if {
	agentbus.deny == {"repository_denied"} with input as {"target": {"repository": "acme/payroll"}}
		with data.agentbus.repositories.deny as ["acme/*"]
}

test_a_denied_network if agentbus.deny == {"network_denied"} with input as {"target": {"network": "169.254.169.254"}}

test_a_denied_host if {
	agentbus.deny == {"network_denied"} with input as {"target": {"network": "api.evil.example"}}
		with data.agentbus.networks.deny as ["*.evil.example"]
}

test_a_network_outside_of_the_allow_list if {
	agentbus.deny == {"network_not_allowed"} with input as {"target": {"network": "10.1.2.3"}}
		with data.agentbus.networks.allow as ["10.2.0.0/16"]
	agentbus.deny == set() with input as {"target": {"network": "10.2.2.3"}}
		with data.agentbus.networks.allow as ["10.2.0.0/16"]
}

test_personal_data_needs_a_permission if {
	request := {
		"target": {"data_scope": "customers.orders"},
		"security_context": {"compliance": {"pii_regulated": true}, "permissions": []},
	}
	agentbus.deny == {"pii_without_permission"} with input as request
	agentbus.deny == set() with input as request with input.security_context.permissions as ["pii:access"]
}

test_a_data_scope_outside_of_the_allow_list if {
	agentbus.deny == {"data_scope_not_allowed"} with input as {"target": {"data_scope": "orders.eu"}}
		with data.agentbus.data_scopes.allow as ["orders.us"]
}

test_a_repository_outside_of_the_allow_list if {
	agentbus.deny == {"repository_not_allowed"} with input as {"target": {"repository": "acme/web"}}
		with data.agentbus.repositories.allow as ["acme/api"]
}
