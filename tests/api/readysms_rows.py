"""Every row of the ReadySMS contract that is served, errors included: verb, address, status, and the `error`
or `error_code` that the answer has ("" for a success, and where the contract has no words).

Not here: /zapier/oauth/authorize and /token (tests/connect), the crash (test_bad_input.py), and the rows that
the contract calls optional and that are not served (billing/purchase, pricing, auto-rebill, compliance).
"""

CONTRACT = """
§0
GET /sms/whatever/else 404 Not found
POST /contacts 400 Invalid JSON body
DELETE /billing/balance 405 Method not allowed

§1
GET /contacts 401 Missing API key or access token
GET /contacts 401 Invalid or expired credentials
GET /contacts 403 zapier_scope_only
GET /contacts 403 account_suspended
GET /contacts 429 Too many requests
GET /api-keys 200
POST /api-keys 201
DELETE /api-keys/:id 200
DELETE /api-keys/:id 404 API key not found
POST /zapier/api-keys 201
GET /zapier/api-keys 200
DELETE /zapier/api-keys/:id 200
DELETE /zapier/api-keys/:id 404 API key not found

§2.1
POST /sms/send 200
POST /sms/send 403 api_consent_attested_required
POST /sms/send 400 to is required
POST /sms/send 400 message is required
POST /sms/send 400 invalid_phone
POST /sms/send 400 message_too_long
POST /sms/send 404 Phone number not found
POST /sms/send 400 no_phone_number
POST /sms/send 403 recipient_opted_out
POST /sms/send 403 recipient_dnd
POST /sms/send 403 recipient_dnc
POST /sms/send 422 quiet_hours
POST /sms/send 402 insufficient_credits
POST /sms/send 429 Too many requests

§2.2
POST /sms/send-bulk 200
POST /sms/send-bulk 403 api_consent_attested_required
POST /sms/send-bulk 400 recipients is required
POST /sms/send-bulk 400 message is required
POST /sms/send-bulk 400 message_too_long
POST /sms/send-bulk 404 Phone number not found
POST /sms/send-bulk 400 no_phone_number
POST /sms/send-bulk 402 insufficient_credits
POST /campaigns 200
POST /campaigns 400 name is required
POST /campaigns 400 message is required
POST /campaigns 400 audience is required
POST /campaigns 404 Phone number not found
POST /campaigns/:id/send 200
POST /campaigns/:id/send 403 api_consent_attested_required
POST /campaigns/:id/send 404 Campaign not found
POST /campaigns/:id/send 402 insufficient_credits
POST /campaigns/:id/send 409 campaign_already_launched
POST /drip-sequences/:id/enroll 200
POST /drip-sequences/:id/enroll 403 api_consent_attested_required
POST /drip-sequences/:id/enroll 400 contact_ids is required
POST /drip-sequences/:id/enroll 404 Sequence not found
POST /contacts/import 200
POST /contacts/import 403 api_consent_attested_required
POST /contacts/import 400 contacts is required
POST /contacts/import 404 Sequence not found
GET /bulk-jobs/:id 200
GET /bulk-jobs/:id 404 Job not found

§2.3
GET /sms/logs 200
GET /sms/logs 400
GET /sms/logs/filters 200
GET /sms/:id 200
GET /sms/:id 404 Message not found
GET /sms/scheduled 200
POST /sms/schedule 200
POST /sms/schedule 403 api_consent_attested_required
POST /sms/schedule 400 to is required
POST /sms/schedule 400 message is required
POST /sms/schedule 400 invalid_phone
POST /sms/schedule 400 message_too_long
POST /sms/schedule 404 Phone number not found
POST /sms/schedule 400 scheduled_at is required
DELETE /sms/schedule/:id 200
DELETE /sms/schedule/:id 404 Scheduled message not found

§2.4
POST /sms/ai-generate 200
POST /sms/generate 200
POST /sms/ai-compose 200
POST /ai/generate 200
POST /sms/ai-generate 400 description is required

§3
GET /contacts 200
GET /contacts/:id 200
GET /contacts/:id 404 Contact not found
POST /contacts 201
POST /contacts 400 phone is required
POST /contacts 400 invalid_phone
POST /contacts 400 Invalid email
POST /contacts 409 contact_exists
PUT /contacts/:id 200
PATCH /contacts/:id 200
PUT /contacts/:id 404 Contact not found
PUT /contacts/:id 400 invalid_phone
PUT /contacts/:id 400 Invalid email
PUT /contacts/:id 409 contact_exists
DELETE /contacts/:id 200
DELETE /contacts/:id 404 Contact not found
GET /contacts/tags 200
GET /contacts/:id/timeline 200
GET /contacts/:id/timeline 404 Contact not found
GET /contacts/export 200

§4
GET /billing/balance 200
GET /billing/transactions 200
GET /billing/transactions 400
GET /billing/export 200

§5
GET /settings/webhooks 200
PUT /settings/webhooks 200
PUT /settings/webhooks 400 Invalid event
PUT /settings/webhooks 400 invalid_url
POST /settings/webhooks/test 200
POST /settings/webhooks/test 404 Subscription not found

§6
GET /zapier/oauth/me 200
GET /zapier/oauth/test 200
GET /zapier/me 200
POST /zapier/auth/test 200

§7
GET /zapier/auth/test 200
GET /zapier/auth/test 401 Missing API key or access token
GET /zapier/auth/test 401 Invalid or expired credentials
POST /zapier/subscribe 201
POST /zapier/subscribe 400 Invalid event
POST /zapier/subscribe 400 target_url is required
DELETE /zapier/subscribe/:id 200
DELETE /zapier/unsubscribe/:id 200
DELETE /zapier/subscribe/:id 404 Subscription not found
GET /zapier/subscriptions 200
GET /zapier/sample/message_received 200
GET /zapier/sample/new_contact 200
GET /zapier/sample/new_conversation 200
GET /zapier/sample/contact_opted_out 200
GET /zapier/sample/message_delivered 200
GET /zapier/sample/message_failed 200
GET /zapier/sample/stage_changed 200
GET /zapier/sample/tag_added 200
GET /zapier/sample/tag_removed 200
GET /zapier/sample/dnd_changed 200
GET /zapier/sample/sequence_completed 200
GET /zapier/sample/keyword_received 200
GET /zapier/sample/message_sent 200
GET /zapier/sample/:id 404 Unknown event

§8
POST /zapier/actions/send-sms 200
POST /zapier/actions/send_sms 200
POST /zapier/actions/send-sms 400 to is required
POST /zapier/actions/send-sms 400 message is required
POST /zapier/actions/send-sms 402 insufficient_credits
POST /zapier/actions/send-sms 403 recipient_opted_out
POST /zapier/actions/create-contact 201
POST /zapier/actions/create-contact 200
POST /zapier/actions/create-contact 400 phone is required
POST /zapier/actions/update-contact 200
POST /zapier/actions/update-contact 400 contact_id or phone is required
POST /zapier/actions/update-contact 404 Contact not found
POST /zapier/actions/add-tag 200
POST /zapier/actions/add-tag 400 tag is required
POST /zapier/actions/remove-tag 200
POST /zapier/actions/update-stage 200
POST /zapier/actions/update-stage 400 stage is required
POST /zapier/actions/set-dnd 200
POST /zapier/actions/enroll-sequence 200
POST /zapier/actions/enroll-sequence 400 sequence_id is required
POST /zapier/actions/enroll-sequence 404 Sequence not found
POST /zapier/actions/enroll-sequence 409 already_enrolled

§9
GET /zapier/search/contact 200
GET /zapier/searches/contact 200
GET /zapier/search/contacts 200
POST /zapier/search/contact 200
GET /zapier/search/contact 400 phone or email is required

§10
GET /zapier/dropdowns/tags 200
GET /zapier/dropdowns/contacts 200
GET /zapier/dropdowns/phone-numbers 200
GET /zapier/dropdowns/sequences 200
GET /zapier/dropdowns/stages 200
"""
