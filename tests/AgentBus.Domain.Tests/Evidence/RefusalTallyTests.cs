using System.Text;
using AgentBus.Domain.Evidence;
using AgentBus.Domain.Ports;
using AgentBus.Domain.Tests.Scenes;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Evidence;

public sealed class RefusalTallyTests : IDisposable
{
    private static readonly AgentKey Alice = new("acme", "alice");
    private readonly EvidenceBuffer _buffer = new();
    private readonly RefusalTally _tally = new(Alice);

    public void Dispose() => _buffer.Dispose();

    [Fact]
    public void Refusals_of_one_second_and_code_become_one_row()
    {
        for (var i = 0; i < 1_000; i++)
        {
            _tally.Add(EvidenceKind.Refused, Code.RateLimited, Scene.Start.AddMilliseconds(i), _buffer).ShouldBeEmpty();
        }

        var row = _tally.Take(_buffer).ShouldHaveSingleItem();

        (row.Tenant, row.Kind, row.Actor, row.Subject, row.At).ShouldBe(("acme", EvidenceKind.Refused, "alice", "rate_limited", Scene.Start));
        Encoding.UTF8.GetString(row.Body.Span).ShouldBe(
            "{\"code\":\"rate_limited\",\"count\":1000,\"second\":\"2026-03-01T12:00:00+00:00\",\"sender\":\"alice\",\"tenant\":\"acme\",\"v\":1}");
    }

    [Fact]
    public void The_next_second_hands_out_the_last_one()
    {
        _tally.Add(EvidenceKind.Refused, Code.RateLimited, Scene.Start, _buffer);
        _tally.Add(EvidenceKind.Refused, Code.MessageInvalid, Scene.Start, _buffer);

        var rows = _tally.Add(EvidenceKind.Refused, Code.RateLimited, Scene.Start.AddSeconds(1), _buffer);

        rows.Select(static r => r.Subject).ShouldBe(["rate_limited", "message_invalid"]);
        rows.ShouldAllBe(static r => r.At == Scene.Start);
        _tally.Take(_buffer).ShouldHaveSingleItem().At.ShouldBe(Scene.Start.AddSeconds(1));
    }

    [Fact]
    public void Where_there_is_no_room_for_rows_seconds_run_together_and_every_refusal_is_counted()
    {
        for (var i = 0; i < 100; i++)
        {
            _tally.Add(EvidenceKind.Refused, Code.PermissionDenied, Scene.Start.AddSeconds(i), _buffer, hasRoom: false).ShouldBeEmpty();
        }

        var row = _tally.Add(EvidenceKind.Refused, Code.PermissionDenied, Scene.Start.AddSeconds(100), _buffer).ShouldHaveSingleItem();

        row.At.ShouldBe(Scene.Start);
        Encoding.UTF8.GetString(row.Body.Span).ShouldContain("\"count\":100,");
        _tally.Take(_buffer).ShouldHaveSingleItem().At.ShouldBe(Scene.Start.AddSeconds(100));
    }

    [Fact]
    public void A_second_is_taken_when_it_is_over_and_not_before()
    {
        _tally.Add(EvidenceKind.Refused, Code.RateLimited, Scene.Start, _buffer);

        _tally.TakeFinished(Scene.Start.AddMilliseconds(999), _buffer).ShouldBeEmpty();
        _tally.TakeFinished(Scene.Start.AddSeconds(1), _buffer).ShouldHaveSingleItem();
        _tally.IsEmpty.ShouldBeTrue();
        _tally.TakeFinished(Scene.Start.AddSeconds(2), _buffer).ShouldBeEmpty();
    }

    [Fact]
    public void An_attempt_on_another_tenant_is_counted_apart_from_what_does_not_exist()
    {
        _tally.Add(EvidenceKind.Refused, Code.NotFound, Scene.Start, _buffer);
        _tally.Add(EvidenceKind.CrossTenantAttempt, Code.NotFound, Scene.Start, _buffer);

        _tally.Take(_buffer).Select(static r => r.Kind).ShouldBe([EvidenceKind.Refused, EvidenceKind.CrossTenantAttempt]);
    }
}
