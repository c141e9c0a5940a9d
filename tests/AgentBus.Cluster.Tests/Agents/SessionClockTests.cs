using AgentBus.Cluster.Tests.Support;
using AgentBus.Domain.Admission;
using AgentBus.Grains.Agents;
using AgentBus.Grains.Hosting;
using AgentBus.Model;
using AgentBus.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Cluster.Tests.Agents;

public sealed class SessionClockTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly Sessions _sessions = new(new BusOptions(), new Farewells(NullLogger.Instance), static _ => { });
    private readonly SessionClock _clock;
    private int _ended;

    public SessionClockTests() => _clock = new SessionClock(_sessions, _time, () => _ended++, ring => new ManualAlarm(_time, ring));

    [Fact]
    public void A_socket_that_is_not_heard_of_for_a_minute_is_over()
    {
        Open(SessionKind.Socket);

        _time.Advance(TimeSpan.FromSeconds(59));
        _sessions.IsEmpty.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        _sessions.IsEmpty.ShouldBeTrue();
        _ended.ShouldBe(1);
    }

    [Fact]
    public void A_socket_that_is_renewed_goes_on()
    {
        var token = Open(SessionKind.Socket);
        for (var i = 0; i < 30; i++)
        {
            _time.Advance(TimeSpan.FromSeconds(20));
            _sessions.Find(token, _time.GetUtcNow()).ShouldNotBeNull();
        }

        _time.Advance(TimeSpan.FromSeconds(60));
        _sessions.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void A_side_session_that_is_not_used_for_ten_minutes_is_over()
    {
        var token = Open(SessionKind.Side);

        _time.Advance(TimeSpan.FromMinutes(10) - TimeSpan.FromSeconds(1));
        _sessions.IsEmpty.ShouldBeFalse();
        _time.Advance(TimeSpan.FromSeconds(1));

        _sessions.Find(token, _time.GetUtcNow()).ShouldBeNull();
        _sessions.IsEmpty.ShouldBeTrue();
    }

    [Fact]
    public void No_session_outlives_its_credential()
    {
        Open(SessionKind.Side);
        Open(SessionKind.Socket, lifetime: TimeSpan.FromSeconds(5));

        _time.Advance(TimeSpan.FromSeconds(5));

        _sessions.Credentials.ShouldBe(["Side"]);
    }

    [Fact]
    public void Sessions_that_ran_out_make_room_before_the_alarm_rings()
    {
        for (var i = 0; i < 16; i++)
        {
            _sessions.Open(Principal("old", TimeSpan.FromSeconds(1)), Request(SessionKind.Side), null, _time.GetUtcNow()).IsOk.ShouldBeTrue();
        }

        _time.Advance(TimeSpan.FromSeconds(1));

        Open(SessionKind.Side);
        _sessions.Credentials.ShouldBe(["Side"]);
    }

    private SessionToken Open(SessionKind kind, TimeSpan? lifetime = null)
    {
        var opened = _sessions.Open(Principal($"{kind}", lifetime ?? TimeSpan.FromDays(365)), Request(kind), null, _time.GetUtcNow());
        _clock.Set();
        return opened.Value.ShouldNotBeNull().Token;
    }

    private Principal Principal(string credential, TimeSpan lifetime) =>
        new(new AgentKey("acme", "alice"), EntityType.Agent, [], 0, [], credential, _time.GetUtcNow() + lifetime);

    private static OpenSession Request(SessionKind kind) =>
        new(new Credential(CredentialKind.Jwt, ""), kind, Constitution.Hash, AgentDescription.Empty, ChannelName.None);
}
