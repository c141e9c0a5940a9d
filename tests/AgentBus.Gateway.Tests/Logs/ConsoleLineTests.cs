using System.Diagnostics;
using System.Text.Json;
using AgentBus.Silo.Logs;
using AgentBus.TestKit;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace AgentBus.Gateway.Tests.Logs;

public sealed class ConsoleLineTests
{
    private const string Token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhZGEifQ.c2ln";
    private readonly ManualTimeProvider _time = new();
    private readonly LoggerExternalScopeProvider _scopes = new();

    [Fact]
    public void A_line_is_one_object_with_the_fields_of_the_catalogue()
    {
        var line = Json(LogLevel.Warning, new EventId(1234, "Refused"), "Message m1 of ada: policy_denied", ("MessageId", "m1"), ("Sender", "t1/ada"), ("LatencyMs", 1.5), ("ClientId", 7L));

        line.GetProperty("timestamp").GetDateTimeOffset().ShouldBe(_time.GetUtcNow());
        line.GetProperty("level").GetString().ShouldBe("WARN");
        line.GetProperty("component").GetString().ShouldBe("Test");
        line.GetProperty("event").GetString().ShouldBe("Refused");
        line.GetProperty("event_id").GetInt32().ShouldBe(1234);
        line.GetProperty("message").GetString().ShouldBe("Message m1 of ada: policy_denied");
        line.GetProperty("message_id").GetString().ShouldBe("m1");
        line.GetProperty("sender").GetString().ShouldBe("t1/ada");
        line.GetProperty("latency_ms").GetDouble().ShouldBe(1.5);
        line.GetProperty("client_id").GetInt64().ShouldBe(7);
    }

    [Theory]
    [InlineData(LogLevel.Trace, "DEBUG")]
    [InlineData(LogLevel.Debug, "DEBUG")]
    [InlineData(LogLevel.Information, "INFO")]
    [InlineData(LogLevel.Warning, "WARN")]
    [InlineData(LogLevel.Error, "ERROR")]
    [InlineData(LogLevel.Critical, "CRITICAL")]
    public void Levels_are_named_as_the_catalogue_names_them(LogLevel level, string name) =>
        Json(level, default, "x").GetProperty("level").GetString().ShouldBe(name);

    [Fact]
    public void A_line_names_the_trace_that_it_belongs_to_unless_it_names_another()
    {
        using var activity = new Activity("handshake").SetParentId("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01").Start();

        Json(LogLevel.Information, default, "x").GetProperty("correlation_id").GetString().ShouldBe("0af7651916cd43dd8448eb211c80319c");
        Json(LogLevel.Information, default, "x", ("CorrelationId", "other")).GetProperty("correlation_id").GetString().ShouldBe("other");
    }

    [Fact]
    public void Secrets_leave_message_fields_scopes_and_exception()
    {
        using var scope = _scopes.Push(new Dictionary<string, object?> { ["Header"] = $"Bearer {Token}" });

        var written = Write(new JsonLogFormatter(new LogRedactor(), showSensitiveDebug: true, _time), LogLevel.Information, default, $"token {Token}", new InvalidOperationException($"Password=hunter2 {Token}"), ("Given", Token));

        written.ShouldNotContain(Token[..30]);
        written.ShouldNotContain("hunter2");
        written.ShouldNotContain("sensitive");
        JsonDocument.Parse(written).RootElement.GetProperty("header").GetString().ShouldBe("Bearer ***");
    }

    [Fact]
    public void Below_information_they_stay_only_where_asked_for_and_the_line_is_marked()
    {
        Json(LogLevel.Debug, default, Token).GetProperty("message").GetString().ShouldBe("***");

        var shown = JsonDocument.Parse(Write(new JsonLogFormatter(new LogRedactor(), showSensitiveDebug: true, _time), LogLevel.Debug, default, Token)).RootElement;
        shown.GetProperty("message").GetString().ShouldBe(Token);
        shown.GetProperty("sensitive").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public void What_a_client_wrote_makes_no_line_of_its_own_and_no_field_of_the_line()
    {
        const string Forged = "x\r\n{\"level\":\"INFO\"}\u001b[2J\u0085\u2028";
        var written = Write(new JsonLogFormatter(new LogRedactor(), showSensitiveDebug: false, _time), LogLevel.Warning, default, Forged, null, ("Level", "INFO"), ("Message", Forged));
        written.Trim().Split('\n').ShouldHaveSingleItem();
        var line = JsonDocument.Parse(written).RootElement;
        line.GetProperty("level").GetString().ShouldBe("WARN");
        line.GetProperty("_level").GetString().ShouldBe("INFO");

        var text = Write(new TextLogFormatter(new LogRedactor(), showSensitiveDebug: false, _time), LogLevel.Warning, default, Forged);
        text.TrimEnd('\n').ShouldNotContain("\n");
        text.ShouldNotContain("\u001b");
    }

    [Fact]
    public void The_text_for_people_has_level_component_event_and_message_and_no_secret()
    {
        var text = Write(new TextLogFormatter(new LogRedactor(), showSensitiveDebug: false, _time), LogLevel.Error, new EventId(7), $"It failed with {Token}", new InvalidOperationException("Password=hunter2"));

        text.ShouldContain("ERROR    Test[7] It failed with ***");
        text.ShouldContain("InvalidOperationException: Password=***");
    }

    [Theory]
    [InlineData("MessageId", "message_id")]
    [InlineData("EHIScore", "ehiscore")]
    [InlineData("LatencyMs", "latency_ms")]
    [InlineData("Room", "room")]
    [InlineData("a b", "a_b")]
    public void A_placeholder_is_a_field_in_lower_snake_case(string placeholder, string field) => LogField.Of(placeholder).ShouldBe(field);

    private JsonElement Json(LogLevel level, EventId id, string message, params (string Name, object? Value)[] values) =>
        JsonDocument.Parse(Write(new JsonLogFormatter(new LogRedactor(), showSensitiveDebug: false, _time), level, id, message, null, values)).RootElement;

    private string Write(BusConsoleFormatter formatter, LogLevel level, EventId id, string message, Exception? exception = null, params (string Name, object? Value)[] values)
    {
        var output = new StringWriter();
        var state = values.Select(static value => new KeyValuePair<string, object?>(value.Name, value.Value)).Append(new("{OriginalFormat}", "template")).ToList();
        formatter.Write(new LogEntry<List<KeyValuePair<string, object?>>>(level, "Test", id, state, exception, (_, _) => message), _scopes, output);
        return output.ToString();
    }
}
