namespace AgentBus.Domain.Abuse;

/// <summary>What a client does that a well-made one does not (SEC-09, SEC-10).</summary>
public enum Offence
{
    /// <summary>It showed a credential that is not valid, or none where one is needed.</summary>
    BadCredential,

    /// <summary>It sent what is not a message of the protocol.</summary>
    Malformed,

    /// <summary>It sent more than it may.</summary>
    Flood,
}
