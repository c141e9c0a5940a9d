using System.Runtime.CompilerServices;
using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <content>What was: the history of channels, memberships, session contexts.</content>
public sealed partial class AgentBusClient
{
    private const int HistoryPageSize = 200;

    /// <summary>The session contexts of this agent.</summary>
    public AgentContexts Contexts { get; }

    /// <summary>The channels that the agent is a member of, as the bus told at the last connect.</summary>
    public IReadOnlyList<ChannelMembership> Memberships =>
    [
        .. _session.Identity.Memberships.Select(static membership => new ChannelMembership(
            membership.Room,
            membership.Channel,
            membership.Acknowledged is { } position ? new Position(position.Epoch, position.Sequence) : null)),
    ];

    /// <summary>
    /// Follows every channel again that the agent is a member of, each after the position that it acknowledged last (TRN-13): for an agent that went away
    /// without disposing its subscriptions, which ends memberships. Work queues are left out: consume them.
    /// </summary>
    /// <exception cref="AgentBusException">The bus refused one, and none is followed; or the session is over.</exception>
    public async Task<IReadOnlyList<AgentBusSubscription>> RestoreAsync(CancellationToken cancellationToken = default)
    {
        var restored = new List<AgentBusSubscription>();
        try
        {
            foreach (var membership in Memberships)
            {
                try
                {
                    restored.Add(await _session.SubscribeAsync(membership.Room, membership.Channel, StartAt.Acknowledged, cancellationToken));
                }
                catch (AgentBusException e) when (e.Code == AgentBusCodes.WrongChannelKind)
                {
                    // A work queue: it has no position to come back to.
                }
            }

            return restored;
        }
        catch
        {
            foreach (var subscription in restored)
            {
                await subscription.DisposeAsync();
            }

            throw;
        }
    }

    /// <summary>Reads a channel's history without following it, in order and page by page as the iteration goes on. What has expired or is above the agent's clearance is left out.</summary>
    /// <param name="room">The room.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="range">Which part; null: <see cref="HistoryRange.All"/>.</param>
    /// <param name="cancellationToken">Ends the iteration.</param>
    /// <exception cref="AgentBusException">
    /// While iterating: the bus refused, gave no answer in time, or the session is over. With the code <see cref="AgentBusCodes.StorageUnavailable"/> after the
    /// messages that the bus has in memory, where its store cannot be read: others may be missing. <see cref="ReadHistoryPageAsync"/> tells that without a fault.
    /// </exception>
    public IAsyncEnumerable<Delivery> ReadHistoryAsync(string room, string channel, HistoryRange? range = null, CancellationToken cancellationToken = default)
    {
        RoutingNames.Check(room, nameof(room));
        RoutingNames.Check(channel, nameof(channel));
        return PageAsync(room, channel, range ?? HistoryRange.All, cancellationToken);
    }

    /// <summary>Reads one page of a channel's history, up to 200 messages where the range has no bound, and tells what the bus says of it.</summary>
    /// <param name="room">The room.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="range">Which part; null: <see cref="HistoryRange.All"/>.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <exception cref="AgentBusException">The bus refused, gave no answer in time, or the session is over.</exception>
    public async Task<HistoryPage> ReadHistoryPageAsync(string room, string channel, HistoryRange? range = null, CancellationToken cancellationToken = default)
    {
        RoutingNames.Check(room, nameof(room));
        RoutingNames.Check(channel, nameof(channel));
        return WireMap.ToPage(await AskPageAsync((range ?? HistoryRange.All).Ask(room, channel, HistoryPageSize), cancellationToken));
    }

    private async Task<History> AskPageAsync(ReadHistory ask, CancellationToken cancellationToken) =>
        (await _session.AskAsync(new PendingCall(new ClientFrame { ReadHistory = ask }, _session.Deadline()), cancellationToken)).History;

    private async IAsyncEnumerable<Delivery> PageAsync(string room, string channel, HistoryRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ask = range.Ask(room, channel, HistoryPageSize);
        while (true)
        {
            var page = await AskPageAsync(ask, cancellationToken);
            foreach (var message in page.Messages)
            {
                yield return WireMap.ToDelivery(message, gapBefore: null);
            }

            if (page.Partial)
            {
                throw new AgentBusException(
                    AgentBusCodes.StorageUnavailable, "The store could not be read: these were the messages that the bus has in memory, and others may be missing.");
            }

            if (page.Next == 0 || range.Most is not null)
            {
                yield break;
            }

            ask = HistoryRange.After(new Position(page.Epoch, page.Next)).Ask(room, channel, HistoryPageSize);
        }
    }
}
