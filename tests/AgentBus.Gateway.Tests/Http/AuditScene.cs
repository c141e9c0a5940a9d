using System.Buffers;
using System.Net;
using System.Text;
using System.Text.Json;
using AgentBus.Domain.Canonical;
using AgentBus.Domain.Ledger;
using AgentBus.Model;
using AgentBus.TestKit;

namespace AgentBus.Gateway.Tests.Http;

/// <summary>Sending messages over HTTP and asking the ledger about them.</summary>
internal static class AuditScene
{
    /// <summary>Sends a message whose decision is in the ledger when this returns; its id.</summary>
    public static async Task<string> SendAsync(ApiClient client, object message)
    {
        var answer = (await client.PostAsync("/api/v1/messages", ApiClient.Enveloped(message))).ShouldBeData(HttpStatusCode.Accepted);
        answer.Body.GetProperty("warnings").GetArrayLength().ShouldBe(0, answer.Body.ToString());
        return answer.Data.GetProperty("message_id").GetString()!;
    }

    public static object ToAgent(string agent, string text = "look", string? conversation = null, string? parent = null, string? action = null) => new
    {
        to_agent = agent, message_type = "notification", content = new { text }, conversation_id = conversation ?? "", parent_id = parent ?? "", action = action ?? "",
    };

    /// <summary>Asks until the answer is there: the ledger is a moment behind.</summary>
    public static async Task<ApiReply> UntilAsync(ApiClient client, string path, Func<ApiReply, bool> wanted)
    {
        ApiReply? answer = null;
        await Until.TrueAsync(
            $"{path} answers as wanted",
            async () => wanted(answer = await client.GetAsync(path)),
            cancellationToken: TestContext.Current.CancellationToken);
        return answer!;
    }

    public static string[] Decisions(ApiReply answer) => [.. answer.Data.GetProperty("entries").EnumerateArray().Select(static entry => entry.GetProperty("decision").GetString()!)];

    /// <summary>Whether each entry is in the tree of the signed head, by the rules alone.</summary>
    public static bool Holds(JsonElement receipt)
    {
        var head = Checkpoint.Read(receipt.GetProperty("checkpoint").GetString()!)!.Head;
        return receipt.GetProperty("entries").EnumerateArray().All(proved =>
        {
            var json = new ArrayBufferWriter<byte>();
            CanonicalJson.Write(Encoding.UTF8.GetBytes(proved.GetProperty("entry").GetRawText()), json).ShouldBe(CanonicalFault.None);
            var path = proved.GetProperty("path").EnumerateArray().Select(static hash => LedgerHash.TryParse(hash.GetString(), out var value) ? value : default);
            return MerkleProofs.IsIncluded(MerkleHash.Leaf(json.WrittenSpan), new InclusionProof(proved.GetProperty("entry").GetProperty("index").GetInt64(), head.Size, [.. path]), head.Root);
        });
    }
}
