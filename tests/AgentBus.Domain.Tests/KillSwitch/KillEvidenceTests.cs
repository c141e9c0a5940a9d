using System.Text;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.KillSwitch;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.KillSwitch;

public sealed class KillEvidenceTests : IDisposable
{
    private static readonly KillOrder Order = new(new KillTarget("acme", "mallory"), "default-tenant/olga", "It went wild.");
    private readonly EvidenceBuffer _buffer = new();

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void An_order_is_written_as_documented()
    {
        var row = KillEvidence.Ordered(_buffer, Order, Scene.Start);

        (row.Tenant, row.Kind, row.Actor, row.Subject).ShouldBe(("acme", EvidenceKind.KillOrdered, "default-tenant/olga", "acme/mallory"));
        Encoding.UTF8.GetString(row.Body.Span).ShouldBe(
            "{\"agent\":\"mallory\",\"at\":\"2026-03-01T12:00:00+00:00\",\"operator\":\"default-tenant/olga\",\"reason\":\"It went wild.\",\"tenant\":\"acme\",\"v\":1}");
    }

    [Fact]
    public void What_came_of_it_is_written_as_documented()
    {
        var report = new KillReport(Order.Target, 7, [new KillStep(KillAction.Sockets, "silo-1", false, 2, "1 more had not closed in time.")]);

        var row = KillEvidence.Reported(_buffer, Order, report, Scene.Start);

        (row.Kind, row.Subject).ShouldBe((EvidenceKind.KillReported, "acme/mallory"));
        Encoding.UTF8.GetString(row.Body.Span).ShouldBe(
            "{\"agent\":\"mallory\",\"at\":\"2026-03-01T12:00:00+00:00\",\"confirmed\":false,\"operator\":\"default-tenant/olga\",\"revision\":7,\"steps\":["
            + "{\"action\":\"sockets\",\"confirmed\":false,\"count\":2,\"says\":\"1 more had not closed in time.\",\"where\":\"silo-1\"}],\"tenant\":\"acme\",\"v\":1}");
    }
}
