using System.Collections.Immutable;

namespace AgentBus.Domain.Ports;

/// <summary>What became of the cases of those whom an operator stopped.</summary>
/// <param name="Cancelled">So many were cancelled.</param>
/// <param name="Unconfirmed">Ids of those that may still be open; none: all are over.</param>
/// <param name="Note">What there is to say of it, for people; may be empty.</param>
public sealed record CasesCancelled(int Cancelled, ImmutableArray<string> Unconfirmed, string Note = "");
