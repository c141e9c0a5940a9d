using AgentBus.Model;

namespace AgentBus.Services;

/// <summary>What a watcher of cases gets.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Position">Up to here the watcher has all; it may go on from there later.</param>
/// <param name="Update">The change; null where it is none.</param>
/// <param name="Reason">Why it is over; null while it is not.</param>
internal sealed record CaseSignal(CaseSignalKind Kind, Position Position, CaseUpdate? Update = null, Refusal? Reason = null);
