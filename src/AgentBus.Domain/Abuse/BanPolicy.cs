namespace AgentBus.Domain.Abuse;

/// <summary>When offences become a ban, and how long it lasts. Immutable.</summary>
/// <param name="Offences">So many within the window ban; above 0.</param>
/// <param name="Window">The window.</param>
/// <param name="First">How long the first ban lasts; each further one twice as long.</param>
/// <param name="Longest">No ban lasts longer, and who was good for so long begins anew.</param>
public sealed record BanPolicy(int Offences, TimeSpan Window, TimeSpan First, TimeSpan Longest);
