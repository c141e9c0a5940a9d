namespace AgentBus.Dashboard;

/// <summary>The public keys that answer for the ledgers of this installation, for those who have none from elsewhere.</summary>
internal interface IReceiptKeys
{
    /// <summary>The keys as PEM, one behind the other.</summary>
    string Pem { get; }
}
