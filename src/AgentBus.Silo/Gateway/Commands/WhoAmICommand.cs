using AgentBus.Model;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>whoami</c>: who the session is to the bus.</summary>
internal sealed class WhoAmICommand : ICommandHandler
{
    public CommandDescription Description { get; } = new("whoami", "Who the session is to the bus, as its credential and tenant say.")
    {
        Reply =
        [
            new("tenant", "text", "The tenant."),
            new("agent", "text", "The agent."),
            new("type", "text", "agent, human, group, dashboard or service."),
            new("roles", "list", "Its roles."),
            new("clearance", "number", "0 to 5."),
            new("capabilities", "list", "Capabilities that the credential grants."),
            new("session_id", "text", "The session."),
            new("expires_at", "time", "When the credential ends."),
        ],
        PerMinute = 20,
    };

    public Task<Result<CommandResult>> RunAsync(CommandContext context)
    {
        var principal = context.Principal;
        return Task.FromResult<Result<CommandResult>>(CommandResult.Of(
            ("tenant", CommandValues.Text(principal.Agent.Tenant)),
            ("agent", CommandValues.Text(principal.Agent.Agent)),
            ("type", CommandValues.Text(principal.Type.ToString().ToLowerInvariant())),
            ("roles", CommandValues.List(principal.Roles)),
            ("clearance", CommandValues.Number(principal.Clearance)),
            ("capabilities", CommandValues.List(principal.Capabilities)),
            ("session_id", CommandValues.Text(context.Session.Id)),
            ("expires_at", CommandValues.Time(principal.ExpiresAt))));
    }
}
