using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>Where receipts are collected.</summary>
internal interface IReceiptSink
{
    /// <summary>Takes the receipt at its place; each comes once.</summary>
    void Set(int index, Receipt receipt);
}
