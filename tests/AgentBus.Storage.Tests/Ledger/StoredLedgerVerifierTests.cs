using AgentBus.Domain.Ledger;
using AgentBus.Model;
using AgentBus.Storage.Audit;
using AgentBus.Storage.Tests.Audit;

namespace AgentBus.Storage.Tests.Ledger;

public sealed class StoredLedgerVerifierTests
{
    [Fact]
    public async Task A_ledger_that_grows_while_it_is_gone_through_is_whole()
    {
        var ledger = new ListedLedger();
        ledger.Add(Row(1), Row(2));
        ledger.BeforeHead = () =>
        {
            if (ledger.Head.Size == 2)
            {
                ledger.Add(Row(3));
            }
        };

        var report = await new StoredLedgerVerifier(ledger).VerifyAsync("acme", new LedgerVerifier("acme", []), null, TestContext.Current.CancellationToken);

        report.Faults.ShouldBeEmpty();
        report.Head.ShouldBe(ledger.Head);
    }

    private static LedgerEvidence Row(long row) => new(row, "registered", "ann", $"s{row}", DateTimeOffset.UnixEpoch, "{}"u8.ToArray());
}
