namespace AgentBus.Grains.Hosting;

/// <summary>A key that signs tree heads, or signed them once.</summary>
public sealed class LedgerKeyOptions
{
    /// <summary>PEM of an ECDSA key of the curve P-256: the private one signs, the public one only verifies what it signed once. Security: a private one is readable by the bus only.</summary>
    public string File { get; set; } = "";

    /// <summary>It signs from then on, and what it signed before does not count; empty: always.</summary>
    public DateTimeOffset? ValidFrom { get; set; }

    /// <summary>It signs until then, and what it signs later does not count; empty: for ever.</summary>
    public DateTimeOffset? ValidUntil { get; set; }
}
