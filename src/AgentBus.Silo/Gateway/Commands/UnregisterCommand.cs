using AgentBus.Contracts;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Silo.Gateway.Commands;

/// <summary><c>unregister</c>: takes the registration of the session's agent back (AGT-02).</summary>
internal sealed class UnregisterCommand(IClusterClient cluster) : ICommandHandler
{
    public CommandDescription Description { get; } = new(
        "unregister",
        "Takes the registration of the session's agent back: it is not found any more, and its inbox takes nothing. The session stays; `register` registers it again, and so does its next socket session.")
    {
        PerMinute = 20,
    };

    public async Task<Result<CommandResult>> RunAsync(CommandContext context) =>
        CommandResult.Of(await cluster.GetGrain<IAgentAdmin>(context.Agent).UnregisterAsync(context.Session));
}
