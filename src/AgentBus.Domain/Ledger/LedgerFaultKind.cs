namespace AgentBus.Domain.Ledger;

/// <summary>What can be wrong with a ledger.</summary>
public enum LedgerFaultKind
{
    /// <summary>An entry is no entry: a bit of it flipped, perhaps.</summary>
    Unreadable,

    /// <summary>Another index stands at a place: entries were removed, inserted or put in another order.</summary>
    WrongIndex,

    /// <summary>An entry belongs to another tenant.</summary>
    WrongTenant,

    /// <summary>An entry is not the one that the next was chained to, or whose hash is stored: it was rewritten.</summary>
    Rewritten,

    /// <summary>A stored hash of a leaf is neither its entry's nor what the next entry was chained to: the hash was changed.</summary>
    WrongHash,

    /// <summary>The entries do not make the root of a signed head: of those behind the last head that fits, some were changed.</summary>
    WrongRoot,

    /// <summary>There are fewer entries than a signed head counts: the end is cut off, or the database was set back.</summary>
    Truncated,

    /// <summary>A signed head does not count.</summary>
    WrongSignature,

    /// <summary>No signed head covers any entry: whoever holds the database can have made them all, and taken the heads away.</summary>
    Unsigned,

    /// <summary>A message of the database is not the one that its entry names, or has none.</summary>
    WrongContent,
}
