using System.CommandLine;
using System.Text.Json.Nodes;
using AgentBus.Cli.Connecting;

namespace AgentBus.Cli.Commands.Operations;

/// <summary>agentbus agents kill and agentbus tenants kill: the kill switch.</summary>
internal sealed class KillCommand : OperatorCommand
{
    private const string Confirmed = "The exit code is 0 only if every step was confirmed and a send was tried and refused; what was not confirmed is named.";

    private readonly Option<string> _reason = new("--reason") { Description = "Why, for the evidence that stays.", HelpName = "TEXT", Required = true };

    private KillCommand(CommandSurroundings surroundings, string description, Argument<string> whom, Option<string>? tenant, Func<ParseResult, string> path, params string[] examples)
        : base(surroundings, "kill", $"{description} {Confirmed}", examples)
    {
        Add(whom);
        if (tenant is not null)
        {
            Add(tenant);
        }

        Add(_reason);
        Complete((parsed, cancellationToken) => Ask(parsed).ProveAsync(
            new QueryText(path(parsed)),
            new JsonObject { ["reason"] = parsed.GetRequiredValue(_reason) },
            "steps",
            ["action", "where", "confirmed", "count", "says"],
            cancellationToken));
    }

    public static KillCommand OfAgent(CommandSurroundings surroundings)
    {
        var agent = Destination.NameArgument("AGENT", "The agent.");
        var tenant = TenantOption("Its tenant");
        return new KillCommand(
            surroundings,
            "Stops an agent on every silo at once: closes its sockets and sessions, parks its inbox, takes back what work queues had handed to it, cancels its open cases, then tries to send as it. \"agents enable\" takes it back.",
            agent,
            tenant,
            parsed => $"admin/agents/{Part(parsed.GetValue(tenant) ?? DefaultTenant)}/{parsed.GetRequiredValue(agent)}/kill",
            "agentbus agents kill robot-1 --reason \"it deletes what it must not\" --token-file operator.token",
            "agentbus agents kill robot-1 --tenant acme --reason \"stolen key\" --output json");
    }

    public static KillCommand OfTenant(CommandSurroundings surroundings)
    {
        var tenant = Destination.NameArgument("TENANT", "The tenant.");
        return new KillCommand(
            surroundings,
            "Stops all agents of a tenant on every silo at once, in the way of \"agents kill\". \"tenants enable\" takes it back.",
            tenant,
            tenant: null,
            parsed => $"admin/tenants/{parsed.GetRequiredValue(tenant)}/kill",
            "agentbus tenants kill acme --reason \"a breach\" --token-file operator.token");
    }
}
