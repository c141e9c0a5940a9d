using AgentBus.Model;
using AgentBus.Protocol;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.V1;
using Google.Protobuf.WellKnownTypes;

namespace AgentBus.Gateway.Tests.Support;

/// <summary>Envelopes for tests.</summary>
internal static class Sample
{
    public static Protocol.V1.Envelope Message(string text = "hello", string room = RunningSilo.Room, string channel = RunningSilo.Channel) => new()
    {
        MessageId = Guid.NewGuid().ToString(),
        ProtocolVersion = ProtocolVersion.Current,
        ConstitutionalHash = ConstitutionalHash.Current,
        Room = room,
        Channel = channel,
        MessageType = Protocol.V1.MessageType.Event,
        Content = new Content { Text = text },
    };

    /// <summary>One with something in every field that the reader looks at.</summary>
    public static Protocol.V1.Envelope Full() => new()
    {
        MessageId = "0b1c5f3e-9d2a-4a51-8b7e-2f60c1d3a001",
        ProtocolVersion = "1.0",
        ConstitutionalHash = ConstitutionalHash.Current,
        TenantId = "default-tenant",
        FromAgent = "alpha",
        ToAgent = "beta",
        Room = "science",
        Channel = "general",
        MessageType = Protocol.V1.MessageType.TaskRequest,
        Priority = Protocol.V1.Priority.High,
        IdempotencyKey = "key-1",
        CreatedAt = new Timestamp { Seconds = 1_700_000_000 },
        ExpiresAt = new Timestamp { Seconds = 1_800_000_000, Nanos = 123_456_700 },
        Content = new Content
        {
            Text = "größer",
            Structured = new Struct { Fields = { ["a"] = Value.ForList(Value.ForNumber(1), Value.ForBool(true), Value.ForNull()) } },
            Classification = Protocol.V1.Classification.Confidential,
            Media = { new Media { Uri = "s3://x", SizeBytes = 12 } },
        },
        Payload = new Struct { Fields = { ["k"] = Value.ForString("v"), ["n"] = Value.ForStruct(new Struct()) } },
        Target = "science:general",
        Kind = Protocol.V1.EnvelopeKind.Private,
        ConversationId = "c-1",
        ParentId = "p-1",
        CorrelationId = "r-1",
        Headers = { ["h"] = "1", [""] = "empty", [EnvelopeHeaders.RequiredCapability] = "search@2" },
        Traceparent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        Subject = "ace.comms.agent.room.science.evt.v1",
        EhiScore = 0.25,
        RequiresApproval = true,
        ApprovalId = "ap-1",
        Action = "deploy",
        Tool = "kubectl",
        Embedding = { 0.5f, 1.5f },
        Recipients = { new Entity { Id = "x", ClearanceLevel = 3 }, new Entity { Id = "crew", Type = Protocol.V1.EntityType.Group } },
        Capabilities = { new Capability { Name = "sum", Version = "1" } },
        Intent = "summarise",
    };
}
