using System.Runtime.InteropServices;
using AgentBus.Domain.Messages;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>The receipts of one message to several receivers; the last one makes the message's own.</summary>
internal sealed class RecipientReceipts(IReceiptSink batch, int at, string messageId, int count) : IReceiptSink
{
    private readonly Receipt[] _receipts = new Receipt[count];
    private int _missing = count;

    public void Set(int index, Receipt receipt)
    {
        _receipts[index] = receipt;
        if (--_missing == 0)
        {
            batch.Set(at, Receipts.Several(messageId, ImmutableCollectionsMarshal.AsImmutableArray(_receipts)));
        }
    }
}
