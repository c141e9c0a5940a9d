namespace AgentBus.Client;

/// <summary>
/// The bus refused a request, so there will be no reply. The code is that of the receipt, such as <see cref="AgentBusCodes.AgentNotRegistered"/>.
/// </summary>
public sealed class RequestRefusedException : AgentBusException
{
    internal RequestRefusedException(Receipt receipt)
        : base(receipt.Code, $"Request {receipt.MessageId} was refused: {receipt.Reason}") => Receipt = receipt;

    /// <summary>The receipt.</summary>
    public Receipt Receipt { get; }

    /// <summary>The request.</summary>
    public string MessageId => Receipt.MessageId;
}
