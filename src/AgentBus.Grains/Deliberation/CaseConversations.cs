using AgentBus.Contracts;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Tenants;
using AgentBus.Model;
using Orleans;

namespace AgentBus.Grains.Deliberation;

/// <summary>Reads what was said before a held message, for those who decide on it (<see cref="CaseConversation"/>).</summary>
internal static class CaseConversations
{
    /// <summary>The messages, oldest first, and nothing else of the channel.</summary>
    public static async Task<Result<HistoryPage>> ReadAsync(IGrainFactory grains, DeliberationCase of, Principal reader, TenantSnapshot tenant, DateTimeOffset now)
    {
        if (CaseConversation.Check(of, reader, tenant, now) is { } refusal)
        {
            return refusal;
        }

        var channel = of.Action.Route.Channel!.Value;
        var resolved = await grains.GetGrain<IRoomDirectory>(channel.RoomKey.GrainKey).ResolveChannelAsync(channel.Channel, reader.Agent, mayCreate: false);
        if (!resolved.IsOk)
        {
            return resolved.Refusal;
        }

        var history = grains.GetGrain<IRoomHistory>(channel.GrainKey);
        var page = await history.PageAsync(CaseConversation.Before(await history.PageAsync(CaseConversation.Since(of.OpenedAt))));
        return new HistoryPage(page.Epoch, 0, 0, CaseConversation.Of(of, page.Messages, reader, now), 0, page.IsPartial);
    }
}
