namespace Orleans.Embedded;

/// <summary>Whether a mailbox runs calls.</summary>
internal enum MailboxState
{
    /// <summary>Calls wait.</summary>
    Closed,

    /// <summary>Calls run.</summary>
    Open,

    /// <summary>Calls are refused; the sender looks for another mailbox.</summary>
    Dead,
}
