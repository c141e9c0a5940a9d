using System.Security.Cryptography;
using AgentBus.Domain.Ledger;
using AgentBus.Model;

namespace AgentBus.Domain.Tests.Ledger;

public sealed class CheckpointTests
{
    private const string Installation = "bus.example";
    private static readonly TreeHead Head = new(42, MerkleHash.Empty);
    private readonly LedgerKey _key = LedgerKey.Generate();

    [Fact]
    public void A_checkpoint_has_the_lines_of_the_formats_that_it_follows()
    {
        var note = Sign(_key).Note.Split('\n');

        note[..5].ShouldBe(["bus.example/acme", "42", "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=", "time 2026-11-21T12:00:00Z", ""]);
        note[5].ShouldStartWith("\u2014 bus.example/acme ");
        Convert.ToHexStringLower(Convert.FromBase64String(note[5].Split(' ')[2])[..4]).ShouldBe(_key.Id);
        note[6..].ShouldBe([""]);
    }

    [Fact]
    public void What_the_ring_signed_it_takes_and_nothing_that_was_changed_since()
    {
        var ring = Ring(_key);
        var note = Sign(_key).Note;

        ring.Check(LedgerScene.Tenant, note).ShouldSatisfyAllConditions(
            static c => c.Verdict.ShouldBe(CheckpointVerdict.Valid), static c => c.Head!.Head.ShouldBe(Head), static c => c.Head!.At.ShouldBe(LedgerScene.Noon));
        ring.Check("globex", note).Verdict.ShouldBe(CheckpointVerdict.OtherOrigin);
        ring.Check(LedgerScene.Tenant, note.Replace("\n42\n", "\n43\n", StringComparison.Ordinal)).Verdict.ShouldBe(CheckpointVerdict.WrongSignature);
        for (var i = 0; i < note.Length; i++)
        {
            var bent = note[..i] + (char)(note[i] ^ 1) + note[(i + 1)..];
            ring.Check(LedgerScene.Tenant, bent).Verdict.ShouldNotBe(CheckpointVerdict.Valid, bent);
            ring.Check(LedgerScene.Tenant, note[..i]).Verdict.ShouldNotBe(CheckpointVerdict.Valid);
        }
    }

    [Fact]
    public void A_replaced_key_is_not_taken_for_the_old_one()
    {
        using var other = LedgerKey.Generate();

        Ring(other).Check(LedgerScene.Tenant, Sign(_key).Note).Verdict.ShouldBe(CheckpointVerdict.UnknownKey);
    }

    [Fact]
    public void After_a_rotation_the_new_key_signs_and_heads_of_the_old_one_count_for_the_time_that_it_was_valid()
    {
        using var old = LedgerKey.FromPem(_key.ExportPrivatePem(), validUntil: LedgerScene.Noon.AddDays(1));
        using var young = LedgerKey.FromPem(LedgerKey.Generate().ExportPrivatePem(), validFrom: LedgerScene.Noon);
        var ring = Ring(old, young);

        ring.SignerAt(LedgerScene.Noon.AddHours(-1)).ShouldBe(old);
        ring.SignerAt(LedgerScene.Noon).ShouldBe(young);
        ring.Check(LedgerScene.Tenant, Sign(_key).Note).Verdict.ShouldBe(CheckpointVerdict.Valid);
        ring.Check(LedgerScene.Tenant, Sign(_key, LedgerScene.Noon.AddDays(1)).Note).Verdict.ShouldBe(CheckpointVerdict.KeyNotValidThen);
        ring.Sign(LedgerScene.Tenant, Head, LedgerScene.Noon.AddYears(5))!.Note.ShouldContain(old.Id == young.Id ? "no" : "\u2014");
        Ring(old).Sign(LedgerScene.Tenant, Head, LedgerScene.Noon.AddYears(5)).ShouldBeNull();
    }

    [Fact]
    public void A_key_is_read_from_the_forms_in_which_it_is_written()
    {
        using var fromPem = LedgerKey.FromPem(_key.ExportPrivatePem());
        using var fromLine = LedgerKey.FromVerifierLine(_key.VerifierLine("bus.example/acme"));
        var checkpoint = Sign(fromPem);

        fromPem.Id.ShouldBe(_key.Id);
        fromLine.CanSign.ShouldBeFalse();
        Ring(fromLine).Check(LedgerScene.Tenant, checkpoint.Note).Verdict.ShouldBe(CheckpointVerdict.Valid);
        Should.Throw<InvalidOperationException>(() => Sign(fromLine));
        Should.Throw<CryptographicException>(static () => LedgerKey.FromPem("no key"));
        Should.Throw<CryptographicException>(static () => LedgerKey.FromVerifierLine("a+b+c"));
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        Should.Throw<CryptographicException>(() => LedgerKey.FromPem(other.ExportPkcs8PrivateKeyPem()));
    }

    private static LedgerKeyRing Ring(params LedgerKey[] keys) => new(Installation, [.. keys]);

    private static Checkpoint Sign(LedgerKey key, DateTimeOffset? at = null) =>
        key.Sign(Checkpoint.Unsigned(Checkpoint.OriginOf(Installation, LedgerScene.Tenant), Head, at ?? LedgerScene.Noon));
}
