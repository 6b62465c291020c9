using CommerceOS.Contracts;
using CommerceOS.Contracts.Accounts;
using CommerceOS.Tests.Harness;
using Shouldly;
using Xunit;

namespace CommerceOS.Tests.ApiService;

[Collection(CommerceSystemCollection.Name)]
public sealed class AccountTests(CommerceSystem system)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("short", "password_too_short")]
    [InlineData("password123", "password_common")]
    [InlineData("P@ssw0rd2024", "password_common")]
    [InlineData("aaaaaaaaaaaa", "password_common")]
    [InlineData("123456789012", "password_common")]
    [InlineData("northlight@shop.example", "password_is_email")]
    public async Task A_password_that_is_easily_guessed_is_refused(string password, string code)
    {
        var problem = await ProblemAsync(() => NewClient().SignUpAsync(new("northlight@shop.example", password, "Shop", "en", true), Stop));
        problem.Code.ShouldBe("invalid_input");
        problem.Errors!["password"].ShouldHaveSingleItem().Code.ShouldBe(code);
        problem.Errors["password"][0].Message.ShouldNotContain(password);
    }

    [Fact]
    public async Task Somebody_under_age_cannot_sign_up() =>
        (await ProblemAsync(() => NewClient().SignUpAsync(new("young@shop.example", CommerceSystem.Password, "Shop", "en", IsAdult: false), Stop))).Errors!.Keys.ShouldContain("isAdult");

    [Fact]
    public async Task An_address_has_one_account()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        (await ProblemAsync(() => NewClient().SignUpAsync(new(merchant.Email.ToUpperInvariant(), CommerceSystem.Password, "Shop", "en", true), Stop))).Code.ShouldBe("email_taken");
    }

    [Fact]
    public async Task The_password_is_kept_as_bcrypt_of_the_configured_cost()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var hash = await system.InDatabaseAsync(null, async db => (await db.Accounts.FindAsync([merchant.Account], Stop))!.PasswordHash!);
        hash.ShouldStartWith("$bcrypt$$2b$10$");
        hash.ShouldNotContain(CommerceSystem.Password);
    }

    [Fact]
    public void Bcrypt_gives_the_known_answer()
    {
        // A vector of Openwall's crypt_blowfish.
        CommerceOS.ApiService.Accounts.BcryptPasswordHasher.Crypt("U*U", "$2a$05$CCCCCCCCCCCCCCCCCCCCC.").ShouldBe("$2a$05$CCCCCCCCCCCCCCCCCCCCC.E5YPO9kmyuRGyh0XouQYb4YMJKvyOeW");
    }

    [Fact]
    public async Task Eight_wrong_passwords_close_the_door_even_for_the_right_one()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        for (var i = 0; i < 7; i++) (await ProblemAsync(() => NewClient().SignInAsync(new(merchant.Email, "wrong password " + i), Stop))).Code.ShouldBe("wrong_credentials");
        (await ProblemAsync(() => NewClient().SignInAsync(new(merchant.Email, "wrong password 8"), Stop))).Code.ShouldBe("locked_out");
        (await ProblemAsync(() => NewClient().SignInAsync(new(merchant.Email, CommerceSystem.Password), Stop))).Code.ShouldBe("locked_out");
    }

    [Fact]
    public async Task An_unknown_address_and_a_wrong_password_answer_alike()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var wrong = await ProblemAsync(() => NewClient().SignInAsync(new(merchant.Email, "wrong password"), Stop));
        var unknown = await ProblemAsync(() => NewClient().SignInAsync(new("nobody@shop.example", "wrong password"), Stop));
        (unknown with { TraceId = null }).ShouldBe(wrong with { TraceId = null });
    }

    [Fact]
    public async Task A_reset_sets_the_password_ends_all_sessions_and_works_once()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        await NewClient().RequestPasswordResetAsync(merchant.Email, Stop);
        var token = await system.Mail.WaitForTokenAsync(merchant.Email, Stop, "/reset?");
        await NewClient().ResetPasswordAsync(new(token, "another good phrase"), Stop);
        (await ProblemAsync(() => merchant.Client.GetAccountAsync(Stop))).Code.ShouldBe("unauthenticated");
        (await NewClient().SignInAsync(new(merchant.Email, "another good phrase"), Stop)).Account.EmailConfirmed.ShouldBeTrue("the mail reached its reader");
        (await ProblemAsync(() => NewClient().ResetPasswordAsync(new(token, "a third good phrase"), Stop))).Code.ShouldBe("token_used_or_expired");
    }

    [Fact]
    public async Task A_confirmation_token_does_not_reset_a_password()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var token = await system.Mail.WaitForTokenAsync(merchant.Email, Stop, "/confirm?");
        (await ProblemAsync(() => NewClient().ResetPasswordAsync(new(token, "another good phrase"), Stop))).Code.ShouldBe("token_used_or_expired");
        await NewClient().ConfirmEmailAsync(token, Stop);
        (await merchant.Client.GetAccountAsync(Stop)).EmailConfirmed.ShouldBeTrue();
    }

    [Fact]
    public async Task Signing_out_everywhere_ends_every_session_and_one_device_ends_alone()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        var phone = NewClient();
        phone.AccessToken = (await phone.SignInAsync(new(merchant.Email, CommerceSystem.Password), Stop)).AccessToken;
        var sessions = await merchant.Client.GetSessionsAsync(Stop);
        sessions.Items.Count.ShouldBe(2);
        await merchant.Client.EndSessionAsync(sessions.Items.Single(s => !s.Current).Id, Stop);
        (await ProblemAsync(() => phone.GetAccountAsync(Stop))).Code.ShouldBe("unauthenticated");
        await merchant.Client.SignOutEverywhereAsync(Stop);
        (await ProblemAsync(() => merchant.Client.GetAccountAsync(Stop))).Code.ShouldBe("unauthenticated");
    }

    [Fact]
    public async Task Mail_comes_in_the_language_of_the_account()
    {
        var merchant = await system.SignUpAsync("zh-Hans");
        var mail = system.Mail.Mails.Last(m => m.To == merchant.Email);
        mail.Text.ShouldContain("欢迎使用 CommerceOS");
        mail.Html.ShouldContain("lang=\"zh-Hans\"", customMessage: mail.Raw);
    }

    [Fact]
    public async Task Nobody_is_invited_before_the_own_address_is_confirmed()
    {
        var merchant = await system.SignUpAsync(confirmed: false);
        (await ProblemAsync(() => merchant.Client.InviteAsync(merchant.Workspace, new("friend@shop.example", Role.Viewer), Stop))).Code.ShouldBe("email_not_confirmed");
    }

    [Fact]
    public async Task An_invitation_is_for_its_address_alone()
    {
        var owner = await system.SignUpAsync();
        var (invited, thief) = (await system.SignUpAsync(), await system.SignUpAsync());
        await owner.Client.InviteAsync(owner.Workspace, new(invited.Email, Role.Editor), Stop);
        var token = await system.Mail.WaitForTokenAsync(invited.Email, Stop, "/invitation?");
        (await ProblemAsync(() => thief.Client.AcceptInvitationAsync(token, Stop))).Code.ShouldBe("invitation_for_another");
        (await invited.Client.AcceptInvitationAsync(token, Stop)).Role.ShouldBe(Role.Editor);
        (await ProblemAsync(() => invited.Client.AcceptInvitationAsync(token, Stop))).Code.ShouldBe("invitation_gone");
    }

    [Fact]
    public async Task The_last_owner_stays()
    {
        var owner = await system.SignUpAsync();
        (await ProblemAsync(() => owner.Client.UpdateMemberAsync(owner.Workspace, owner.Account, new(Role.Viewer), Stop))).Code.ShouldBe("last_owner");
        (await ProblemAsync(() => owner.Client.RemoveMemberAsync(owner.Workspace, owner.Account, Stop))).Code.ShouldBe("last_owner");
        var editor = await system.InviteAsync(owner, Role.Editor);
        await owner.Client.UpdateMemberAsync(owner.Workspace, editor.Account, new(Role.Owner), Stop);
        (await owner.Client.UpdateMemberAsync(owner.Workspace, owner.Account, new(Role.Viewer), Stop)).Role.ShouldBe(Role.Viewer);
    }

    private CommerceClient NewClient() => new(system.NewHttp());

    private static async Task<ApiProblem> ProblemAsync(Func<Task> call) => (await Should.ThrowAsync<CommerceApiException>(call)).Problem;
}
