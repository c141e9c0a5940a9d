using AgentBus.Client.Internal;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Client;

/// <content>Commands of the bus, and the agents that they find.</content>
public sealed partial class AgentBusClient
{
    /// <summary>The agents of the tenant.</summary>
    public AgentDirectory Agents { get; }

    /// <summary>
    /// Runs a command; docs/commands.md says which there are. One whose answer is lost with its connection is run again on the next, and answers what it finds
    /// then, such as <c>already_exists</c> to <c>create_channel</c>.
    /// </summary>
    /// <param name="name">The command.</param>
    /// <param name="arguments">Its arguments; null: none.</param>
    /// <param name="cancellationToken">Ends the waiting; it may have been run.</param>
    /// <returns>The fields of its reply.</returns>
    /// <exception cref="ArgumentException">It is <c>join_channel</c> or <c>leave_channel</c>: those are <see cref="SubscribeAsync"/> and the end of the iteration.</exception>
    /// <exception cref="AgentBusException">Refused, no answer in time, or the session is over.</exception>
    public Task<Struct> CommandAsync(string name, IReadOnlyDictionary<string, string>? arguments = null, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return name is "join_channel" or "leave_channel"
            ? throw new ArgumentException("Channels are followed by SubscribeAsync, which keeps their positions over all connections.", nameof(name))
            : CommandCalls.RunAsync(_session, name, arguments ?? new Dictionary<string, string>(), cancellationToken);
    }
}
