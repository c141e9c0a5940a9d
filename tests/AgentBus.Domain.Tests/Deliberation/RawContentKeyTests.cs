using System.Security.Cryptography;
using System.Text;
using AgentBus.Domain.Deliberation;
using AgentBus.Domain.Ledger;
using AgentBus.Domain.Ports;

namespace AgentBus.Domain.Tests.Deliberation;

public sealed class RawContentKeyTests
{
    private static readonly RawContentBinding Case = new("acme", "case-1", new string('b', 64));
    private static readonly byte[] Content = Encoding.UTF8.GetBytes("password hunter2");

    [Fact]
    public void What_was_encrypted_opens_for_its_case_alone()
    {
        var ring = new RawContentKeyRing(Key(1));
        var sealedContent = ring.Seal(Case, Content).ShouldNotBeNull();

        ring.Open(Case, sealedContent).ShouldNotBeNull().Bytes.ToArray().ShouldBe(Content);
        ring.Open(Case with { CaseId = "case-2" }, sealedContent).ShouldBeNull();
        ring.Open(Case with { Tenant = "rival" }, sealedContent).ShouldBeNull();
        ring.Open(Case with { BodySha256 = new string('c', 64) }, sealedContent).ShouldBeNull();
        ring.Open(new RawContentBinding("acmec", "ase-1", Case.BodySha256), sealedContent).ShouldBeNull();
    }

    [Fact]
    public void Another_key_does_not_open_it_and_does_not_have_its_name()
    {
        var sealedContent = new RawContentKeyRing(Key(1)).Seal(Case, Content).ShouldNotBeNull();

        new RawContentKeyRing(Key(2)).Open(Case, sealedContent).ShouldBeNull();
        Key(2).Open(Case, sealedContent).ShouldBeNull();
        Key(1).Id.ShouldNotBe(Key(2).Id);
        Key(1).Id.Length.ShouldBe(16);
    }

    [Fact]
    public void After_a_change_of_keys_the_new_one_encrypts_and_the_old_one_still_opens()
    {
        var before = new RawContentKeyRing(Key(1)).Seal(Case, Content).ShouldNotBeNull();
        var ring = new RawContentKeyRing(Key(2), Key(1));

        ring.Open(Case, before).ShouldNotBeNull().Bytes.ToArray().ShouldBe(Content);
        ring.Seal(Case, Content).ShouldNotBeNull().KeyId.ShouldBe(Key(2).Id);
        new RawContentKeyRing(Key(2)).Open(Case, before).ShouldBeNull();
    }

    [Fact]
    public void Without_a_key_nothing_is_encrypted_and_nothing_kept() => new RawContentKeyRing().Seal(Case, Content).ShouldBeNull();

    [Fact]
    public void Any_changed_bit_is_noticed()
    {
        var ring = new RawContentKeyRing(Key(1));
        var sealedContent = ring.Seal(Case, Content).ShouldNotBeNull();
        for (var i = 0; i < sealedContent.Bytes.Length; i++)
        {
            var changed = sealedContent.Bytes.ToArray();
            changed[i] ^= 1;
            ring.Open(Case, sealedContent with { Bytes = changed }).ShouldBeNull();
        }

        for (var length = 0; length < sealedContent.Bytes.Length; length++)
        {
            ring.Open(Case, sealedContent with { Bytes = sealedContent.Bytes[..length] }).ShouldBeNull();
        }

        var salt = sealedContent.Salt.ToArray();
        salt[0] ^= 1;
        ring.Open(Case, sealedContent with { Salt = salt }).ShouldBeNull();
    }

    [Fact]
    public void The_same_content_is_never_encrypted_the_same_way()
    {
        var ring = new RawContentKeyRing(Key(1));
        var (one, two) = (ring.Seal(Case, Content).ShouldNotBeNull(), ring.Seal(Case, Content).ShouldNotBeNull());

        one.Salt.ToArray().ShouldNotBe(two.Salt.ToArray());
        one.Bytes.ToArray().ShouldNotBe(two.Bytes.ToArray());
        one.Bytes.Length.ShouldBe(Content.Length + 16);
    }

    /// <summary>By RFC 5869 and AES-GCM as .NET has them, put together anew: the form of what is stored never changes unseen.</summary>
    [Fact]
    public void The_stored_form_is_that_of_the_decision_document()
    {
        var salt = Enumerable.Repeat((byte)7, 32).ToArray();
        var parts = HKDF.Expand(
            HashAlgorithmName.SHA256, HKDF.Extract(HashAlgorithmName.SHA256, Enumerable.Repeat((byte)1, 32).ToArray(), salt), 60, "agentbus raw content v1"u8.ToArray());
        byte[] binding = [0, 0, 0, 4, .. "acme"u8, 0, 0, 0, 6, .. "case-1"u8, 0, 0, 0, 64, .. Encoding.ASCII.GetBytes(new string('b', 64))];
        var bytes = new byte[Content.Length + 16];
        using var aes = new AesGcm(parts.AsSpan(0, 32), 16);
        aes.Encrypt(parts.AsSpan(32, 12), Content, bytes.AsSpan(0, Content.Length), bytes.AsSpan(Content.Length), binding);

        Key(1).Seal(Case, Content, salt).Bytes.ToArray().ShouldBe(bytes);
        Key(1).Open(Case, new SealedContent(Key(1).Id, salt, bytes)).ShouldNotBeNull().CommitmentSalt.ToArray().ShouldBe(parts[44..]);
        parts[44..].Length.ShouldBe(ContentCommitment.SaltBytes);
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("AAAA")]
    public void A_file_that_holds_no_key_of_32_bytes_is_none(string text) => RawContentKey.Read(text).ShouldBeNull();

    [Fact]
    public void A_key_of_another_length_is_none_and_its_text_form_hides_one()
    {
        RawContentKey.Read(Convert.ToBase64String(new byte[33])).ShouldBeNull();
        RawContentKey.Read(Convert.ToBase64String(new byte[31])).ShouldBeNull();
        RawContentKey.Read(Convert.ToBase64String(new byte[32]) + "\n").ShouldNotBeNull().ToString().ShouldBe("RawContentKey");
    }

    private static RawContentKey Key(byte fill) => RawContentKey.Read(Convert.ToBase64String(Enumerable.Repeat(fill, 32).ToArray())).ShouldNotBeNull();
}
