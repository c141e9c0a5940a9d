namespace AgentBus.Protocol.Envelopes;

/// <summary>Headers of an envelope that the bus reads; it carries all others.</summary>
public static class EnvelopeHeaders
{
    /// <summary>A capability that each receiver must have, as <c>name</c> or <c>name@version</c> (AGT-02); read where the message names receivers.</summary>
    public const string RequiredCapability = "required-capability";
}
