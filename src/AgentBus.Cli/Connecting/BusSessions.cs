using System.CommandLine;
using AgentBus.Cli.Commands;
using AgentBus.Client;

namespace AgentBus.Cli.Connecting;

/// <summary>Opens sessions for commands: side sessions, so that no command displaces the agent whose credential it uses, or takes its inbox.</summary>
internal sealed class BusSessions(CommandSurroundings surroundings, ConnectionSymbols symbols)
{
    private static readonly TimeSpan Drain = TimeSpan.FromSeconds(2);

    /// <exception cref="AgentBusException">Not reached, or refused.</exception>
    public Task<AgentBusClient> ConnectAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var credential = symbols.Credential(parsed, surroundings);
        credential.Read();
        return AgentBusClient.ConnectAsync(
            new AgentBusOptions
            {
                Uri = symbols.Url(parsed, surroundings).WebSocket,
                TokenProvider = _ => ValueTask.FromResult(credential.Read()),
                MaxCredentialRefusals = 1,
                ConnectTimeout = symbols.Patience(parsed),
                DrainTimeout = Drain,
                Side = true,
                OnGap = gap => surroundings.Error.WriteLine($"Messages of {gap.Room}:{gap.Channel} are lost, after {gap.After.Sequence} to {gap.Until.Sequence}: {gap.Reason}"),
                OnStateChanged = Tell,
                TimeProvider = surroundings.Clock,
            },
            cancellationToken);
    }

    private void Tell(AgentBusConnectionState state)
    {
        if (surroundings.ErrorIsTerminal && state == AgentBusConnectionState.Reconnecting)
        {
            surroundings.Error.WriteLine("The connection broke; connecting again.");
        }
    }
}
