using System.Runtime.InteropServices;
using AgentBus.Grains.Telemetry;
using AgentBus.Model;

namespace AgentBus.Grains.Agents;

/// <summary>The receipts of one send, in the order of its messages; complete when the last is there.</summary>
internal sealed class SendBatch(int count, AdmissionMeter meter, string protocol) : TaskCompletionSource<Result<SendResult>>(TaskCreationOptions.RunContinuationsAsynchronously), IReceiptSink
{
    private readonly Receipt[] _receipts = new Receipt[count];
    private readonly long _start = meter.Start();
    private int _missing = count;

    /// <summary>When it began.</summary>
    public long Start => _start;

    /// <summary>Takes the receipt of one message; each comes once.</summary>
    public void Set(int index, Receipt receipt)
    {
        _receipts[index] = receipt;
        if (--_missing == 0)
        {
            meter.Done(_start, protocol);
            SetResult(new SendResult(ImmutableCollectionsMarshal.AsImmutableArray(_receipts)));
        }
    }
}
