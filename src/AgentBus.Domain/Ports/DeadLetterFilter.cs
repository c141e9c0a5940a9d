using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>Which dead letters.</summary>
/// <param name="Tenant">The tenant.</param>
/// <param name="Source">Of this queue or channel; null: any.</param>
/// <param name="Sender">Of this agent; empty: any.</param>
/// <param name="Code">With this code; null: any.</param>
/// <param name="Since">Died at or after; null: any time.</param>
/// <param name="Until">Died before; null: any time.</param>
/// <param name="Before">Older than this id: where the last page ended; 0: from the newest.</param>
/// <param name="Limit">At most so many: 1 to 1,000.</param>
public sealed record DeadLetterFilter(
    string Tenant,
    ChannelKey? Source = null,
    string Sender = "",
    Code? Code = null,
    DateTimeOffset? Since = null,
    DateTimeOffset? Until = null,
    long Before = 0,
    int Limit = 50);
