using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using AgentBus.Dashboard;
using AgentBus.Domain.Canonical;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Gateway.Tests.Dashboard;

/// <summary>The page's own modules say what the server's code says: canonical JSON, digests, votes, proofs (DEL-04, EHI-05).</summary>
public sealed class ModuleVectorTests
{
    private const string Head = "import { readFileSync } from 'node:fs';\nconst input = JSON.parse(readFileSync(0, 'utf8'));\nconst write = value => process.stdout.write(JSON.stringify(value));\n";

    private static readonly string[] Texts =
    [
        "null", "true", "[]", "{}", "\"\"", "0", "-0", "1e21", "1e20", "1e-7", "1e-6", "0.1", "333333333.33333329", "5e-324", "1.7976931348623157e308", "9007199254740993", "-1.5e-9", "123456789012345680000",
        """{"b":1,"a":[3,2,{"z":null,"y":"é"}],"\u0000":0,"":1}""",
        "{\"\uFB33\":1,\"\U0001F600\":2,\"\u20ac\":3,\"\\r\":4,\"1\":5,\"__proto__\":6,\"\u00f6\":7}",
        """["\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/", "\u2028\u202e<script>&\u007f\u0080"]""",
        """{"literals":[null,true,false],"numbers":[4.50,2e-3,0.000000000000000000000000001,56.0]}""",
        "\"\\ud800\"",
    ];

    [Fact]
    public async Task Canonical_texts_are_the_servers_and_what_has_none_throws()
    {
        var made = await ModuleScript.RunAsync(
            Head + "import { canonicalize } from './canonical.js';\nwrite(input.map(text => { try { return canonicalize(JSON.parse(text)); } catch { return null; } }));", Texts);

        made.EnumerateArray().Select(static text => text.GetString()).ShouldBe(Texts.Select(Canonical));
    }

    [Fact]
    public async Task The_digest_of_what_a_page_shows_is_the_servers()
    {
        string[] bodies =
        [
            """{"content":{"text":"deploy 4.2"}}""", """{"content":{"n":[1e21,0.1,-0,9007199254740993],"key":"***REDACTED***"},"payload":{"b":"\u202e<b>","a":null}}""", "{}",
            "{\"content\":{\"text\":\"\u202eevil\u200b \\u0007 \U000E0041\"}}",
        ];
        var envelope = new Envelope { Action = "deploy\u202e", Tool = "k8s \"x\"", Type = MessageType.TaskRequest };
        var digests = bodies.Select(body => ActionDigest.Of(envelope, new AgentKey("acme", "alice"), "ops:main", Classification.Confidential, Encoding.UTF8.GetBytes(body)));

        // The page shows texts so that all can be seen; the module reads exactly that.
        var shown = bodies.Select(body => new
        {
            action = JsonSerializer.Deserialize<string>(VisibleText.Quoted(envelope.Action)), tool = envelope.Tool, classification = "confidential", message_type = "TaskRequest",
            sender = "alice", target = "ops:main", tenant = "acme", body = VisibleText.Indented(body),
        });
        var made = await ModuleScript.RunAsync(Head + "import { actionDigest } from './action-digest.js';\nwrite(await Promise.all(input.map(actionDigest)));", shown);

        made.EnumerateArray().Select(static text => text.GetString()).ShouldBe(digests);
    }

    [Fact]
    public async Task A_vote_that_the_module_signs_counts_at_the_server()
    {
        var made = await ModuleScript.RunAsync(
            Head + """
            import { signVote, voteText } from './ballot.js';
            import { nameOf } from './reviewer-key.js';
            import { base64 } from './hashes.js';
            const pair = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
            const spki = new Uint8Array(await crypto.subtle.exportKey('spki', pair.publicKey));
            const key = { id: await nameOf(spki), privateKey: pair.privateKey };
            const fields = await signVote(input, key, new Date('2026-03-01T12:00:00.700Z'));
            const text = await voteText({ ...input, keyId: key.id, expires: fields.expires });
            write({ publicKey: base64(spki), fields, text });
            """,
            new { caseId = "case-1", tenant = "acme", reviewer = "ann \"é\" 😀", digest = new string('d', 64), vote = "reject", reason = "no \u202e\n<b>😀", policyRevision = 7 });

        var fields = made.GetProperty("fields");
        string Field(string name) => fields.GetProperty(name).GetString()!;
        var publicKey = made.GetProperty("publicKey").GetString()!;
        var ballot = new VoteBallot(
            VoteChoice.Reject, Field("reason"), Field("digest"), Field("key_id"), Field("signature"), long.Parse(Field("policy_revision"), CultureInfo.InvariantCulture),
            DateTimeOffset.Parse(Field("expires"), CultureInfo.InvariantCulture));
        var text = VoteText.Of("acme", "case-1", "ann \"é\" 😀", ballot);
        made.GetProperty("text").GetString().ShouldBe(Encoding.UTF8.GetString(text));
        Field("expires").ShouldBe("2026-03-01T12:10:00Z");
        ballot.KeyId.ShouldBe(ReviewerKeys.NameOf(publicKey));
        VoteSignature.Verify(publicKey, text, ballot.Signature).ShouldBeTrue();
        VoteSignature.Verify(publicKey, VoteText.Of("acme", "case-2", "ann \"é\" 😀", ballot), ballot.Signature).ShouldBeFalse();
    }

    [Fact]
    public async Task Receipts_hold_where_the_server_says_so_and_nowhere_else()
    {
        using var key = LedgerKey.Generate();
        using var other = LedgerKey.Generate();
        List<(object Receipt, bool Holds)> cases = [];
        for (var size = 1; size <= 17; size++)
        {
            var entries = Enumerable.Range(0, size).Select(index => Entry(index)).ToArray();
            var leaves = entries.Select(static entry => MerkleHash.Leaf(Encoding.UTF8.GetBytes(entry))).ToArray();
            var note = key.Sign(Checkpoint.Unsigned("agentbus/acme", new TreeHead(size, Root(leaves)), new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero))).Note;
            for (var index = 0; index < size; index++)
            {
                var path = Path(leaves, index);
                MerkleProofs.IsIncluded(leaves[index], new InclusionProof(index, size, path), Root(leaves)).ShouldBeTrue();
                cases.Add((Receipt("acme", note, entries[index], path), true));
                cases.Add((Receipt("acme", note, entries[index].Replace("\"v\":1", "\"v\":2", StringComparison.Ordinal), path), false));
                cases.Add((Receipt("acme", note, entries[index], path.Add(leaves[0])), false));
                cases.Add((Receipt("other", note, entries[index], path), false));
                if (size > 1)
                {
                    cases.Add((Receipt("acme", note, entries[(index + 1) % size], path), false));
                }
            }

            cases.Add((Receipt("acme", other.Sign(Checkpoint.Unsigned("agentbus/acme", new TreeHead(size, Root(leaves)), DateTimeOffset.UnixEpoch)).Note, entries[0], Path(leaves, 0)), false));
            cases.Add((Receipt("acme", note.Replace("2026", "2027", StringComparison.Ordinal), entries[0], Path(leaves, 0)), false));
        }

        var made = await ModuleScript.RunAsync(
            Head + "import { readKey } from './checkpoint.js';\nimport { checkReceipt } from './receipt.js';\nconst keys = [await readKey(input.pem)];\nwrite(await Promise.all(input.receipts.map(async receipt => (await checkReceipt(receipt, keys)).holds)));",
            new { pem = PemEncoding.WriteString("PUBLIC KEY", key.Spki.Span), receipts = cases.Select(static one => one.Receipt) });

        made.EnumerateArray().Select(static holds => holds.GetBoolean()).ShouldBe(cases.Select(static one => one.Holds));
    }

    [Fact]
    public async Task A_receipt_that_holds_and_is_of_another_message_does_not_hold_for_a_case()
    {
        using var key = LedgerKey.Generate();
        const string Entry = """{"index":0,"kind":"delivered","subject":"m-1","tenant":"acme","v":1}""";
        var leaf = MerkleHash.Leaf(Encoding.UTF8.GetBytes(Entry));
        var receipt = Receipt("acme", key.Sign(Checkpoint.Unsigned("agentbus/acme", new TreeHead(1, leaf), DateTimeOffset.UnixEpoch)).Note, Entry, []);

        var made = await ModuleScript.RunAsync(
            Head + "import { readKey } from './checkpoint.js';\nimport { checkReceipt } from './receipt.js';\nconst keys = [await readKey(input.pem)];\nwrite(await Promise.all([undefined, 'm-1', 'm-2', ''].map(async about => (await checkReceipt(input.receipt, keys, about)).holds)));",
            new { pem = PemEncoding.WriteString("PUBLIC KEY", key.Spki.Span), receipt });

        made.EnumerateArray().Select(static holds => holds.GetBoolean()).ShouldBe([true, true, false, false]);
    }

    private static string? Canonical(string text)
    {
        var canonical = new ArrayBufferWriter<byte>();
        return CanonicalJson.Write(Encoding.UTF8.GetBytes(text), canonical) == CanonicalFault.None ? Encoding.UTF8.GetString(canonical.WrittenSpan) : null;
    }

    private static string Entry(int index) => $$"""{"impact":0.1,"index":{{index}},"tenant":"acme","text":"é","v":1}""";

    private static object Receipt(string tenant, string note, string entry, ImmutableArray<LedgerHash> path) =>
        new { tenant, checkpoint = note, entries = new[] { new { entry = JsonElement.Parse(entry), path = path.Select(static hash => hash.ToString()) } } };

    // RFC 6962, section 2.1 and 2.1.1, as it stands there.
    private static LedgerHash Root(ReadOnlySpan<LedgerHash> leaves) =>
        leaves.Length == 1 ? leaves[0] : MerkleHash.Node(Root(leaves[..Split(leaves.Length)]), Root(leaves[Split(leaves.Length)..]));

    private static ImmutableArray<LedgerHash> Path(ReadOnlySpan<LedgerHash> leaves, int index)
    {
        if (leaves.Length == 1)
        {
            return [];
        }

        var split = Split(leaves.Length);
        return index < split ? Path(leaves[..split], index).Add(Root(leaves[split..])) : Path(leaves[split..], index - split).Add(Root(leaves[..split]));
    }

    private static int Split(int size) => 1 << (31 - int.LeadingZeroCount(size - 1));
}
