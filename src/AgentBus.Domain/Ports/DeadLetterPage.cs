using AgentBus.Model;

namespace AgentBus.Domain.Ports;

/// <summary>A page of dead letters.</summary>
/// <param name="Letters">The letters, newest first; envelope and stamp are empty.</param>
/// <param name="Next">What to ask for next as <see cref="DeadLetterFilter.Before"/>; 0: these were the last.</param>
public sealed record DeadLetterPage(IReadOnlyList<DeadLetter> Letters, long Next);
