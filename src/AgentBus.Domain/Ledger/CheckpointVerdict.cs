namespace AgentBus.Domain.Ledger;

/// <summary>Whether a checkpoint counts.</summary>
public enum CheckpointVerdict
{
    /// <summary>It does.</summary>
    Valid,

    /// <summary>It is no checkpoint.</summary>
    Malformed,

    /// <summary>It is one of another ledger.</summary>
    OtherOrigin,

    /// <summary>No key of the ring signed it.</summary>
    UnknownKey,

    /// <summary>A signature that names a key of the ring is not that key's.</summary>
    WrongSignature,

    /// <summary>It was signed when its key was not valid, yet or any more.</summary>
    KeyNotValidThen,
}
