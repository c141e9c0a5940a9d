using System.Runtime.CompilerServices;
using AgentBus.Client.Internal;
using AgentBus.Protocol.V1;

namespace AgentBus.Client;

/// <content>What was: the history of channels, memberships, session contexts.</content>
public sealed partial class AgentBusClient
{
    private const int HistoryPage = 200;

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
    /// <exception cref="AgentBusException">While iterating: the bus refused, gave no answer in time, or the session is over.</exception>
    public IAsyncEnumerable<Delivery> ReadHistoryAsync(string room, string channel, HistoryRange? range = null, CancellationToken cancellationToken = default)
    {
        RoutingNames.Check(room, nameof(room));
        RoutingNames.Check(channel, nameof(channel));
        return PageAsync(room, channel, range ?? HistoryRange.All, cancellationToken);
    }

    private async IAsyncEnumerable<Delivery> PageAsync(string room, string channel, HistoryRange range, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var ask = range.Ask(room, channel, HistoryPage);
        while (true)
        {
            var call = new PendingCall(new ClientFrame { ReadHistory = ask }, _session.Deadline());
            var page = (await _session.AskAsync(call, cancellationToken)).History;
            foreach (var message in page.Messages)
            {
                yield return WireMap.ToDelivery(message, gapBefore: null);
            }

            if (page.Next == 0 || range.Most is not null)
            {
                yield break;
            }

            ask = HistoryRange.After(new Position(page.Epoch, page.Next)).Ask(room, channel, HistoryPage);
        }
    }
}
