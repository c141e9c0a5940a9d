namespace AgentBus.Domain.Abuse;

/// <summary>What is remembered of an offender. Immutable.</summary>
/// <param name="Offences">Offences in the window now.</param>
/// <param name="WindowBegan">When the window began.</param>
/// <param name="Bans">Bans so far.</param>
/// <param name="BannedAt">When the last ban began.</param>
/// <param name="BannedUntil">When the last ban ends, or ended.</param>
/// <param name="Last">The last offence.</param>
public sealed record Offender(
    int Offences, DateTimeOffset WindowBegan, int Bans, DateTimeOffset BannedAt, DateTimeOffset BannedUntil, Offence Last)
{
    /// <summary>Whether the ban holds.</summary>
    public bool IsBanned(DateTimeOffset now) => BannedUntil > now;
}
