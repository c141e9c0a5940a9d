using System.Text.Json;
using System.Text.Json.Nodes;
using AgentBus.Protocol.Envelopes;
using AgentBus.Protocol.V1;
using Google.Protobuf;

namespace AgentBus.Cli.Ledgers;

/// <summary>A message that somebody holds: the serialised envelope, or its JSON as the commands print it.</summary>
internal static class MessageFile
{
    private static readonly JsonParser Parser = new(JsonParser.Settings.Default.WithIgnoreUnknownFields(true));

    /// <summary>SHA-256 of what the message says and does.</summary>
    /// <exception cref="CommandFailure">The file holds no message.</exception>
    public static byte[] ReadBodyDigest(FileInfo file)
    {
        var bytes = File.ReadAllBytes(file.FullName);
        return EnvelopeBody.Digest(bytes.AsSpan().TrimStart(" \t\r\n"u8) is [(byte)'{', ..] ? OfJson(bytes) : Checked(bytes));
    }

    // Serialised anew, so fields that this version does not know are lost; what was sent by others than Google's library may then have another digest.
    private static byte[] OfJson(byte[] bytes)
    {
        try
        {
            var json = JsonNode.Parse(bytes) as JsonObject ?? [];
            return Parser.Parse<Envelope>((json["envelope"] as JsonObject ?? json).ToJsonString()).ToByteArray();
        }
        catch (Exception e) when (e is JsonException or InvalidProtocolBufferException or InvalidJsonException)
        {
            throw new CommandFailure($"The file of --body is no envelope: {e.Message}", e);
        }
    }

    private static byte[] Checked(byte[] bytes)
    {
        try
        {
            Envelope.Parser.ParseFrom(bytes);
            return bytes;
        }
        catch (InvalidProtocolBufferException e)
        {
            throw new CommandFailure($"The file of --body is no envelope: {e.Message}", e);
        }
    }
}
